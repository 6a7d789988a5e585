/**
 * A survey as DDI-Codebook 2.5: what was asked, of whom, with which answers, and how often each was given. The order of
 * elements is the standard's.
 */
import { waveNames, type SurveySet, type Variable } from '../voices/imported.ts'
import { inLang, type LocalText } from '../dialogue/programme.ts'
import { xmlText } from './graphml.ts'
import { figuresOf, weightsOf, type Figures } from './survey-figures.ts'

/** In an attribute a break is written out: XML would read it as a blank. */
const quoted = (text: string): string => xmlText(text).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')
const lang = (tag: string): string => (tag === 'und' || tag === '' ? '' : ` xml:lang="${quoted(tag)}"`)
const each = (name: string, text: LocalText, indent: string): string[] =>
  Object.entries(text).map(([tag, one]) => `${indent}<${name}${lang(tag)}>${xmlText(one)}</${name}>`)
/** Six figures after the point: finer than any sample. */
const decimal = (value: number): string => String(Math.round(value * 1e6) / 1e6)

export type DdiOptions = {
  /** Who says so: a snapshot's hash. */
  readonly id: string
  readonly fileName: string
  readonly titles?: LocalText
  /** Of whom a question was asked, by variable, where a rule skipped the others. */
  readonly universe?: ReadonlyMap<string, LocalText>
}

/**
 * `titles` by language; `universe` says who was asked. Valid by the schema of DDI-Codebook 2.5 (`ddi:codebook:2_5`).
 */
export function writeDdi(set: SurveySet, { id, fileName, titles, universe }: DdiOptions): string {
  const ids = new Map(set.variables.map(({ name }, n) => [name, `V${n + 1}`]))
  const weights = weightsOf(set)
  const weight = set.variables.find(({ role }) => role === 'weight')
  const weightId = weight === undefined ? null : (ids.get(weight.name) ?? null)
  const title = titles ?? { [set.lang]: set.title }
  const others = Object.entries(title).filter(([tag]) => tag !== set.lang)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<codeBook xmlns="ddi:codebook:2_5" version="2.5">',
    '  <stdyDscr>',
    '    <citation>',
    '      <titlStmt>',
    `        <titl${lang(set.lang)}>${xmlText(title[set.lang] ?? inLang(title, set.lang) ?? set.title)}</titl>`,
    ...others.map(([tag, one]) => `        <parTitl${lang(tag)}>${xmlText(one)}</parTitl>`),
    `        <IDNo agency="tablee">${xmlText(id)}</IDNo>`,
    '      </titlStmt>',
    '    </citation>',
    '  </stdyDscr>',
    '  <fileDscr ID="F1">',
    '    <fileTxt>',
    `      <fileName>${xmlText(fileName)}</fileName>`,
    '      <dimensns>',
    `        <caseQnty>${set.people.length}</caseQnty>`,
    `        <varQnty>${set.variables.length}</varQnty>`,
    '      </dimensns>',
    '      <fileType charset="UTF-8">text/csv</fileType>',
    '    </fileTxt>',
    '  </fileDscr>',
    '  <dataDscr>',
    ...groupsOf(set, ids),
    ...set.variables.flatMap((one, n) =>
      variable(one, ids.get(one.name) ?? '', {
        figures: figuresOf(one, set.columns[n] ?? { values: [], cells: [] }, weights),
        weight: one.role === 'weight' ? null : weightId,
        universe: universe?.get(one.name) ?? null,
      }),
    ),
    '  </dataDscr>',
    '</codeBook>',
    '',
  ].join('\n')
}

/** Questions with several answers, and questions that were asked twice. */
function groupsOf({ variables }: SurveySet, ids: ReadonlyMap<string, string>): string[] {
  const several = new Map<string, { label: LocalText; of: string[] }>()
  const twice = new Map<string, { label: LocalText; of: string[] }>()
  const put = (into: Map<string, { label: LocalText; of: string[] }>, key: string, label: LocalText, one: Variable) => {
    const group = into.get(key) ?? { label, of: [] }
    group.of.push(ids.get(one.name) ?? '')
    into.set(key, group)
  }
  const time = ({ wave = 'before' }: Variable): number => waveNames.indexOf(wave)
  const waves = [...variables].sort((a, b) => time(a) - time(b))
  for (const one of variables) if (one.group !== undefined) put(several, one.group.name, one.group.label, one)
  for (const one of waves)
    if (one.wave !== undefined && one.question !== undefined) put(twice, one.question, one.label, one)
  // What was asked once is no repetition.
  const write = (type: string, all: ReadonlyMap<string, { label: LocalText; of: string[] }>): string[] =>
    [...all].flatMap(([name, { label, of }]) =>
      type === 'repetition' && of.length < 2
        ? []
        : [
            `    <varGrp type="${type}" name="${quoted(name)}" var="${of.join(' ')}">`,
            ...each('labl', label, '      '),
            '    </varGrp>',
          ],
    )
  return [...write('multipleResp', several), ...write('repetition', twice)]
}

function variable(
  one: Variable,
  id: string,
  {
    figures,
    weight,
    universe,
  }: { readonly figures: Figures; readonly weight: string | null; readonly universe: LocalText | null },
): string[] {
  const number = one.type === 'number'
  const domain = number ? 'numeric' : one.type === 'category' ? 'category' : 'text'
  const questions = Object.entries(one.label)
  const stats: readonly (readonly [string, number | null])[] = [
    ['vald', figures.valid],
    ['invd', figures.missing],
    ...(number
      ? ([
          ['min', figures.least],
          ['max', figures.most],
          ['mean', figures.mean],
          ['medn', figures.median],
          ['stdev', figures.deviation],
        ] as const)
      : []),
  ]
  return [
    `    <var ID="${id}" name="${quoted(one.name)}" files="F1" intrvl="${number ? 'contin' : 'discrete'}"${
      one.role === 'weight' ? ' wgt="wgt"' : ''
    }${weight === null ? '' : ` wgt-var="${weight}"`}>`,
    '      <location fileid="F1"/>',
    ...each('labl', one.label, '      '),
    ...(one.role === 'answer' && questions.length > 0
      ? [`      <qstn responseDomainType="${domain}">`, ...each('qstnLit', one.label, '        '), '      </qstn>']
      : []),
    ...(one.min === undefined || one.max === undefined
      ? []
      : [
          '      <valrng>',
          `        <range UNITS="${Number.isInteger(one.min) && Number.isInteger(one.max) ? 'INT' : 'REAL'}" min="${one.min}" max="${one.max}"/>`,
          '      </valrng>',
        ]),
    ...(universe === null ? [] : each('universe', universe, '      ')),
    ...stats.flatMap(([type, value]) =>
      value === null ? [] : [`      <sumStat type="${type}">${decimal(value)}</sumStat>`],
    ),
    ...one.categories.flatMap(({ value, label }) => [
      '      <catgry missing="N">',
      `        <catValu>${xmlText(value)}</catValu>`,
      ...each('labl', label, '        '),
      `        <catStat type="freq">${figures.counts.get(value) ?? 0}</catStat>`,
      ...percent(figures, value, weight),
      '      </catgry>',
    ]),
    ...one.missing.flatMap(({ value, label, why }) => [
      `      <catgry missing="Y"${why === null ? '' : ` missType="${why}"`}>`,
      `        <catValu>${xmlText(value)}</catValu>`,
      ...(label === '' ? [] : [`        <labl>${xmlText(label)}</labl>`]),
      `        <catStat type="freq">${figures.counts.get(value) ?? 0}</catStat>`,
      '      </catgry>',
    ]),
    `      <varFormat type="${number ? 'numeric' : 'character'}" schema="other" otherSchema="csv"/>`,
    ...(one.role === 'answer' || one.role === 'weight' ? [] : [`      <notes type="role">${one.role}</notes>`]),
    '    </var>',
  ]
}

function percent({ percent: plain, weighted }: Figures, value: string, weight: string | null): string[] {
  const of = plain.get(value)
  const by = weighted?.get(value)
  return [
    ...(of === undefined ? [] : [`        <catStat type="percent">${decimal(of)}</catStat>`]),
    ...(by === undefined || weight === null
      ? []
      : [`        <catStat type="percent" wgtd="wgtd" wgt-var="${weight}">${decimal(by)}</catStat>`]),
  ]
}
