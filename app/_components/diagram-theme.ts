/** Mermaid takes colours as values, not by name: the tokens of both themes, written out. [light, dark] */
const pairs = {
  background: ['#ffffff', '#121517'],
  mainBkg: ['#ffffff', '#121517'],
  primaryColor: ['#ffffff', '#121517'],
  primaryTextColor: ['#15181a', '#e6e8e9'],
  textColor: ['#15181a', '#e6e8e9'],
  signalTextColor: ['#15181a', '#e6e8e9'],
  noteTextColor: ['#15181a', '#e6e8e9'],
  primaryBorderColor: ['#818a91', '#6c757c'],
  nodeBorder: ['#818a91', '#6c757c'],
  lineColor: ['#454d53', '#b3babf'],
  signalColor: ['#454d53', '#b3babf'],
  transitionColor: ['#454d53', '#b3babf'],
  actorBkg: ['#f4f5f5', '#1a1e21'],
  clusterBkg: ['#f4f5f5', '#1a1e21'],
  altBackground: ['#f4f5f5', '#1a1e21'],
  actorBorder: ['#b7bdc2', '#454d53'],
  actorLineColor: ['#b7bdc2', '#454d53'],
  clusterBorder: ['#b7bdc2', '#454d53'],
  noteBkgColor: ['#fff1b8', '#3a3110'],
  activationBkgColor: ['#fff1b8', '#3a3110'],
  noteBorderColor: ['#b88700', '#d8aa3c'],
  activationBorderColor: ['#b88700', '#d8aa3c'],
  sequenceNumberColor: ['#ffffff', '#121517'],
  edgeLabelBackground: ['#ffffff', '#121517'],
  errorBkgColor: ['#fbe6df', '#3a1a12'],
  errorTextColor: ['#a81f06', '#ff8e70'],
} as const satisfies Record<string, readonly [string, string]>;

/** Mermaid's theme variables in the page's colours. */
export function mermaidVariables(dark: boolean): Record<string, string | boolean> {
  const variables: Record<string, string | boolean> = { darkMode: dark };
  for (const [name, [light, other]] of Object.entries(pairs)) variables[name] = dark ? other : light;
  return variables;
}
