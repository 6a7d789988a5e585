/** A DDI codebook, of any 2.x, as what its variables mean. Its figures are not read: they follow from the table. */
import { noAnswers } from '../dialogue/items.ts'
import { mostWaves, roles, waveName, type MissingValue, type Variable } from '../voices/imported.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { BadFile } from '../file.ts'
import type { Element } from './arggraph.ts'
import { missingValue, type Codebook, type CodebookVariable } from './survey-codebook.ts'
import { isNumber } from './survey-layout.ts'

const local = (name: string): string => name.split(':').at(-1) ?? name
const inside = (of: Element, name: string): readonly Element[] => of.children.filter((one) => local(one.name) === name)
const attribute = (of: Element, name: string): string | null =>
  Object.hasOwn(of.attributes, name) ? (of.attributes[name] ?? null) : null
const said = (of: Element): string => of.text.replace(/\s+/g, ' ').trim()

/** Texts by language; the file's other languages under `fallback`. */
function texts(all: readonly Element[], fallback: string): LocalText {
  const made: Record<string, string> = {}
  for (const one of all) made[attribute(one, 'xml:lang') ?? fallback] ??= said(one)
  return made
}

/**
 * DDI-Codebook 2.x: `var` with its labels, categories and missing values, `varGrp` for items that belong together.
 * `lang`: which label is read where there are several. Throws `BadFile` with the line.
 */
export function readDdi(root: Element, lang: string): Codebook {
  if (local(root.name) !== 'codeBook') throw new BadFile('xml-codebook', { found: root.name }, { line: root.line })
  const described = inside(root, 'dataDscr')
  const variables = new Map<string, CodebookVariable>()
  const names = new Map<string, string>()
  for (const one of described.flatMap((of) => inside(of, 'var'))) {
    const name = attribute(one, 'name')
    if (name === null || name === '')
      throw new BadFile('missing-field', { field: 'name' }, { line: one.line, place: 'var' })
    if (variables.has(name)) throw new BadFile('id-twice', { id: name }, { line: one.line, place: 'var' })
    variables.set(name, variable(one, lang))
    const id = attribute(one, 'ID')
    if (id !== null) names.set(id, name)
  }
  if (variables.size === 0) throw new BadFile('nothing-in-it', {}, { line: root.line })
  for (const group of described.flatMap((of) => inside(of, 'varGrp'))) {
    const of = (attribute(group, 'var') ?? '').split(/\s+/).filter((one) => one !== '')
    const found = of.map((id) => {
      const name = names.get(id)
      if (name === undefined) throw new BadFile('no-such-id', { id }, { line: group.line, place: 'varGrp' })
      return name
    })
    const name = attribute(group, 'name') ?? attribute(group, 'ID') ?? ''
    const type = attribute(group, 'type')
    if (type === 'multipleResp')
      for (const one of found)
        variables.set(one, { ...variables.get(one), group: { name, label: texts(inside(group, 'labl'), lang) } })
    // In the order of time.
    if (type === 'repetition' && found.length > 1 && found.length <= mostWaves)
      found.forEach((one, n) =>
        variables.set(one, { ...variables.get(one), wave: waveName(n, found.length), question: name }),
      )
  }
  const title = inside(root, 'stdyDscr')
    .flatMap((one) => inside(one, 'citation'))
    .flatMap((one) => inside(one, 'titlStmt'))
    .flatMap((one) => inside(one, 'titl'))[0]
  return { ...(title === undefined ? {} : { title: said(title) }), variables, missing: [] }
}

function variable(one: Element, lang: string): CodebookVariable {
  const question = inside(one, 'qstn').flatMap((of) => inside(of, 'qstnLit'))
  const label = texts(question.length > 0 ? question : inside(one, 'labl'), lang)
  const categories: { value: string; label: LocalText }[] = []
  const missing: MissingValue[] = []
  for (const of of inside(one, 'catgry')) {
    const value = inside(of, 'catValu').map(({ text }) => text.trim())[0]
    if (value === undefined)
      throw new BadFile('missing-field', { field: 'catValu' }, { line: of.line, place: 'catgry' })
    if ([...categories, ...missing].some((other) => other.value === value))
      throw new BadFile('id-twice', { id: value }, { line: of.line, place: 'catgry' })
    const labels = texts(inside(of, 'labl'), 'und')
    if (attribute(of, 'missing') !== 'Y') categories.push({ value, label: labels })
    else {
      const made = missingValue(value, Object.values(labels)[0] ?? '')
      const why = noAnswers.find((known) => known === attribute(of, 'missType'))
      missing.push(why === undefined ? made : { ...made, why })
    }
  }
  for (const item of inside(one, 'invalrng').flatMap((of) => inside(of, 'item'))) {
    const value = attribute(item, 'VALUE')
    if (value !== null && !missing.some((known) => known.value === value)) missing.push(missingValue(value, ''))
  }
  const range = inside(one, 'valrng').flatMap((of) => inside(of, 'range'))[0]
  const role = roles.find((known) =>
    inside(one, 'notes').some((of) => attribute(of, 'type') === 'role' && said(of) === known),
  )
  const weight = attribute(one, 'wgt') === 'wgt' ? 'weight' : undefined
  const format = inside(one, 'varFormat').map((of) => attribute(of, 'type') ?? 'numeric')[0]
  const type = typeOf(attribute(one, 'intrvl'), categories.length, format)
  return {
    ...(Object.keys(label).length === 0 ? {} : { label }),
    ...(type === null ? {} : { type }),
    ...(type === 'category' ? { categories } : {}),
    missing,
    ...bound('min', range),
    ...bound('max', range),
    ...(role === undefined && weight === undefined ? {} : { role: role ?? 'weight' }),
  }
}

function typeOf(interval: string | null, categories: number, format: string | undefined): Variable['type'] | null {
  if (categories > 0 && interval !== 'contin') return 'category'
  if (format === undefined) return null
  return format === 'character' ? 'text' : 'number'
}
function bound<Name extends 'min' | 'max'>(name: Name, range: Element | undefined): { [key in Name]?: number } {
  const value = range === undefined ? null : attribute(range, name)
  if (value === null || value === '') return {}
  if (!isNumber(value))
    throw new BadFile('wrong-type', { field: name, want: 'number' }, { line: range?.line ?? null, place: 'range' })
  return { [name]: Number(value) } as { [key in Name]?: number }
}
