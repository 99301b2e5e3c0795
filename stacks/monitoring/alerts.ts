import { nameOf, pascal } from "../parts/names.ts";
import { here, policy, takenBy } from "../parts/policy.ts";
import type { Settings } from "../settings/types.ts";

/** One topic for everything that a person should know; email, SMS and Slack listen to it. */
export function alertTopic(key: aws.kms.Key, settings: Settings): aws.sns.Topic {
  const topic = new aws.sns.Topic("Alerts", { name: nameOf("alerts"), kmsMasterKeyId: key.arn });
  const { account } = here();
  new aws.sns.TopicPolicy("AlertsPolicy", {
    arn: topic.arn,
    policy: policy([
      {
        Sid: "AlarmsRulesBudgets",
        Effect: "Allow",
        Principal: {
          Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"],
        },
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ]),
  });
  subscribe(topic, settings);
  return topic;
}

function subscribe(topic: aws.sns.Topic, { alerts }: Settings): void {
  const to = (protocol: "email" | "sms", endpoints: readonly string[]) => {
    for (const [index, endpoint] of endpoints.entries()) {
      new aws.sns.TopicSubscription(`Alerts${pascal(protocol)}${index}`, {
        topic: topic.arn,
        protocol,
        endpoint,
      });
    }
  };
  to("email", alerts.emails);
  to("sms", alerts.phones);
  if (alerts.slack) toSlack(topic, alerts.slack);
}

/** By AWS Chatbot. The workspace is joined once, by hand, in its console: AWS has no other way. */
function toSlack(topic: aws.sns.Topic, slack: NonNullable<Settings["alerts"]["slack"]>): void {
  const role = new aws.iam.Role("SlackRole", {
    name: nameOf("slack"),
    description: "Messages to Slack: it may do nothing in this account",
    assumeRolePolicy: takenBy("chatbot.amazonaws.com"),
  });
  new aws.chatbot.SlackChannelConfiguration("Slack", {
    configurationName: nameOf("alerts"),
    iamRoleArn: role.arn,
    slackTeamId: slack.workspace,
    slackChannelId: slack.channel,
    snsTopicArns: [topic.arn],
    // Who writes into the channel commands nothing here.
    guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
  });
}
