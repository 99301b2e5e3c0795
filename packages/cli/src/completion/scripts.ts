import type { Shell } from "./command.ts";

const BASH = `_waybill_complete() {
  local IFS=$'\\n'
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=($(waybill complete -- "\${words[@]}" 2>/dev/null))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _waybill_complete waybill
`;

const ZSH = `_waybill_complete() {
  local -a proposals
  proposals=("\${(@f)$(waybill complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${proposals[1]}" ]]; then compadd -a proposals; else _files; fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _waybill_complete waybill
`;

const FISH = `function __waybill_complete
  set -l words (commandline -opc) (commandline -ct)
  waybill complete -- $words[2..-1] 2>/dev/null
end
complete -c waybill -a '(__waybill_complete)'
`;

/** What each shell takes. All of them ask \`waybill complete\`, so that they never know less than the program. */
export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
