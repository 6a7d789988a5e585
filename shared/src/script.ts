/** Which way a language is written: by the script that its tag names, else by the one that it is usually written in. */
const leftwardScripts = new Set('adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi'.split(' '))
const leftwardLanguages = new Set(
  'ar acm acq aeb afb ajp apc apd arc ars ary arz ayl azb bal bgn bqi ckb dv fa glk hac haz he iw khw ks lrc luz mzn nqo ota pnb prs ps rhg sd sdh skr syr tmr ug ur yi'.split(
    ' ',
  ),
)
/** Where a language is written otherwise than elsewhere. */
const leftwardPlaces = new Set(['az-ir', 'kk-cn', 'ky-cn', 'ku-iq', 'ku-ir', 'ms-cc', 'pa-pk', 'tk-af', 'uz-af'])

/**
 * Of a BCP 47 tag, whose script subtag counts before its language (`az-Arab`, `ar-Latn`). What is not known runs to
 * the right.
 */
export function runsLeft(lang: string): boolean {
  const [primary = '', ...parts] = lang.toLowerCase().split('-')
  // What stands behind a single letter (`ar-u-nu-latn`) says nothing of the script.
  const single = parts.findIndex((part) => part.length === 1)
  const named = single < 0 ? parts : parts.slice(0, single)
  const script = named.find((part) => /^[a-z]{4}$/.test(part))
  if (script !== undefined) return leftwardScripts.has(script)
  return leftwardLanguages.has(primary) || named.some((part) => leftwardPlaces.has(`${primary}-${part}`))
}

const leftward = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu
/** Which way most letters of a text run; null where it has none. */
export function lettersRunLeft(text: string): boolean | null {
  const all = text.match(/\p{L}/gu)?.length ?? 0
  const left = text.match(leftward)?.filter((one) => /\p{L}/u.test(one)).length ?? 0
  return all === 0 ? null : left * 2 > all
}
