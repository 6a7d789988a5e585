/** Reads what `/metrics` tells as a scraper does, and throws where a scraper would not take it. */

type Family = { readonly help: string; readonly type: string; readonly values: ReadonlyMap<string, number> }

/** Its families by name; of each the values by label (`kind="collab"`), of a histogram by `_sum`, `_count` and `_bucket…`. */
export function readMetrics(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const families = new Map<string, Family & { readonly values: Map<string, number> }>()
  let [help, helped] = ['', '']
  for (const line of text.trimEnd().split('\n')) {
    const said = /^# HELP ([a-z0-9_]+) (.+)$/.exec(line)
    if (said !== null) {
      ;[, helped = '', help = ''] = said
      continue
    }
    const typed = /^# TYPE ([a-z0-9_]+) (counter|gauge|histogram)$/.exec(line)
    if (typed !== null) {
      const [, name = '', type = ''] = typed
      if (name !== helped || families.has(name)) throw new Error(`a type without its help, or a second time: ${line}`)
      if ((type === 'counter') !== name.endsWith('_total')) throw new Error(`a counter ends in _total: ${line}`)
      families.set(name, { help, type, values: new Map() })
      continue
    }
    const value = /^([a-z0-9_]+)(?:\{([^}]*)\})? (-?[0-9.]+(?:e-?\d+)?|\+Inf|NaN)$/.exec(line)
    if (value === null) throw new Error(`no line of a scraper's: ${line}`)
    const [, series = '', label = '', number = ''] = value
    const family = families.get(helped)
    if (family === undefined || !series.startsWith(helped)) throw new Error(`of no family: ${line}`)
    if (label !== '' && !/^[a-z]+="[^"\\\n]*"$/.test(label)) throw new Error(`a label that is none: ${line}`)
    const key = `${series.slice(helped.length)}${label}`
    if (family.values.has(key)) throw new Error(`told twice: ${line}`)
    family.values.set(key, Number(number.replace('+Inf', 'Infinity')))
  }
  return families
}
