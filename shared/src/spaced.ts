/**
 * Spaces at which no line may break: French sets one before `:`, `;`, `?`, `!`, `»` and after `«`, every language one before
 * "%". With a plain space a line could begin with a lone colon.
 */
export function spaced(language: string, text: string): string {
  const whole = text.replace(/([\d}]) %/g, '$1\u00a0%')
  return /^fr\b/.test(language) ? whole.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0') : whole
}
