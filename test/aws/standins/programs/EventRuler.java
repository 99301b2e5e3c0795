import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * EventBridge's own rules. A line in: {"pattern": text, "events": [text, …]}. A line out: {"refusal": text} where no
 * rule can have the pattern, else {"matches": [whether it takes the event, …]}.
 */
public final class EventRuler {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
    }
  }

  private static ObjectNode answer(JsonNode question) throws Exception {
    String pattern = question.get("pattern").asText();
    ObjectNode answer = JSON.createObjectNode();
    String refusal = JsonRuleCompiler.check(pattern);
    if (refusal != null) return answer.put("refusal", refusal);
    Machine machine = new Machine();
    machine.addRule("rule", pattern);
    for (JsonNode event : question.get("events")) {
      answer.withArray("matches").add(!machine.rulesForJSONEvent(event.asText()).isEmpty());
    }
    return answer;
  }
}
