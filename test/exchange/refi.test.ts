/** Projects for coding texts (REFI-QDA): written and read by chance and as they are, and what is wrong with one, said. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { everyCode, pointsOf, type RefiProject } from '@tablee/shared/formats/refi'
import { writeCodebook, writeProject } from '@tablee/shared/formats/refi-write'
import { readXml } from '@tablee/server/exchange/xml'
import { seeded } from '../support/seeded.ts'
import { anyProject, bytesOf, nightBus, nightBusXml, packed, problemIn, projectIn, tryQda } from './refi-files.ts'

const source = nightBus.sources[0]
const sourceName = `sources/${source?.guid}.txt`
const sourceText = source?.text ?? ''
const real = resolve(import.meta.dirname, '../../../shared/data/refi-qda/Project.qde')

describe('a project for coding texts', () => {
  it('[QDA1] whatever stands in it comes back as it was, out of the file and out of its own text', () => {
    const seed = Number(process.env['REFI_SEED'] ?? Date.now() % 1e9)
    console.log(`projects drawn from ${seed}`)
    for (let n = 0; n < 30; n += 1) {
      const project = anyProject(seeded(seed + n))
      const read = projectIn('p.qdpx', packed(project))
      expect(read.project, `seed ${seed + n}`).toEqual(project)
      expect(read.left.all(), `seed ${seed + n}`).toEqual({})
      expect(read.missing).toEqual(project.notes.filter(({ path }) => path !== null).map(({ name }) => name))
    }
  })

  it('[QDA1] a codebook has its codes, each beneath its own, and nothing else', () => {
    const written = writeCodebook(nightBus.codes, 'Tablée')
    expect(readXml(written).attributes['xmlns']).toBe('urn:QDA-XML:codebook:1.0')
    for (const text of [written, written.replaceAll('codebook:1.0', 'codebook:1:0')]) {
      const read = tryQda('book.qdc', text)
      if (!('is' in read) || read.is !== 'codebook') throw new Error(JSON.stringify(read))
      expect([...everyCode(read.codes)].map(({ code, parent }) => [code.name, parent?.name ?? null])).toEqual([
        ['Waiting', null],
        ['Alone', 'Waiting'],
      ])
      expect(read.codes[0]?.description).toBe('What it is to wait at night')
    }
  })

  it('[QDA2] a place in a text is counted in letters: a picture is one, and a line of Windows ends in two', () => {
    const said = (project: RefiProject): readonly string[] =>
      project.sources.flatMap(({ text, selections }) =>
        selections.map(({ start, end }) => pointsOf(text ?? '').slice(start, end)),
      )
    const want = ['forty minutes', 'Nobody is there.']
    expect(said(projectIn('p.qdpx', packed(nightBus)).project)).toEqual(want)
    // In UTF-16 the bus is two, in UTF-8 four.
    expect([...sourceText].slice(13, 26).join('')).toBe(want[0])
    expect(sourceText.slice(13, 26)).not.toBe(want[0])
    // A program that keeps lines as Windows does counts both letters of each end.
    const windows = nightBusXml.replace('"29"', '"31"').replace('"45"', '"47"')
    const crlf = projectIn('p.qdpx', {
      'project.qde': windows,
      [sourceName]: `\ufeff${sourceText.replaceAll('\n', '\r\n')}`,
    })
    expect(said(crlf.project)).toEqual(want)
    expect(crlf.project.sources[0]?.text).toBe(sourceText)
  })

  it('[QDA3] files are found however their folder, their endings and their GUIDs are written', () => {
    const guid = source?.guid ?? ''
    for (const files of [
      { 'Project.qde': nightBusXml, [`Sources/${guid}.TXT`]: sourceText },
      { 'a folder/PROJECT.QDE': nightBusXml, [`a folder/Sources\\${guid.toLowerCase()}.txt`]: sourceText },
      {
        'project.qde': nightBusXml.replaceAll(guid, `{${guid}}`).replace(`//{${guid}}`, `//${guid}`),
        [sourceName]: sourceText,
      },
      {
        'project.qde': nightBusXml.replaceAll(/(<\/?)(?=[A-Z])/g, '$1q:').replace('xmlns=', 'xmlns:q='),
        [sourceName]: sourceText,
      },
    ])
      expect(projectIn('p.qdpx', files).project, Object.keys(files).join()).toEqual(nightBus)
  })

  it.skipIf(!existsSync(real))('[QDA4] a real project is read whole, and says which of its texts are not there', () => {
    const text = readFileSync(real, 'utf8')
    const { project, missing, left } = projectIn('Project.qde', text)
    expect(project.name).toBe('ATLAS.ti standard project')
    expect([...everyCode(project.codes)]).toHaveLength(text.match(/<Code /g)?.length ?? 0)
    // Six texts and the text of a page; transcripts of films are two of the six. A third transcript is another's.
    const texts = text.match(/<TextSource /g)?.length ?? 0
    expect(project.sources).toHaveLength(texts + (text.match(/<Representation plainTextPath/g)?.length ?? 0))
    expect(missing).toHaveLength(project.sources.length)
    expect(missing.map((name) => name.normalize())).toContain('Mabêl 2ième.txt')
    expect(missing).toContain("Kellogg's Passion for Nutrition.pdf")
    expect(project.notes.map(({ name }) => name)).toEqual(['Research Plan', 'My favorite Coke ad'])
    expect(project.sets).toHaveLength(text.match(/<Set /g)?.length ?? 0)
    expect(project.graphs[0]?.vertices).toHaveLength(3)
    expect(left.all()).toMatchObject({
      'qda-pictures': text.match(/<PictureSource /g)?.length,
      'qda-pages': text.match(/<PDFSource /g)?.length,
      'qda-recordings': text.match(/<(Audio|Video)Source /g)?.length,
      formatting: texts,
    })
    // Its places end before the letter that they name: a quotation of 56 letters lies from 139 to 195.
    const quote = project.sources.flatMap(({ selections }) => selections).find(({ start }) => start === 139)
    expect((quote?.end ?? 0) - (quote?.start ?? 0)).toBe(quote?.name.length)
    // All codings on texts are there, those on pictures and films are counted.
    const codings = project.sources.flatMap(({ selections }) => selections.flatMap((one) => one.codings))
    // Two of a page and of its text are the same, under one name.
    expect(codings.length + (left.all()['qda-codings'] ?? 0) + 2).toBe(text.match(/<Coding /g)?.length)
    // What is of texts leaves again as it came.
    expect(projectIn('p.qde', writeProject(project)).project).toEqual(project)
  })
})

/** A change of the small project, and the sentence that it ends in. */
const spoilt: Readonly<Record<string, readonly [(xml: string) => string, code: string]>> = {
  'no namespace': [(xml) => xml.replace(' xmlns="urn:QDA-XML:project:1.0"', ''), 'qda-namespace'],
  'another namespace': [
    (xml) => xml.replace('xmlns="urn:QDA-XML:project:1.0"', 'xmlns="urn:QDA-XML:project:9.0"'),
    'qda-namespace',
  ],
  'another root': [(xml) => xml.replaceAll('Project ', 'Plan ').replace('</Project>', '</Plan>'), 'qda-root'],
  'the text is cut': [(xml) => xml.slice(0, xml.length - 40), 'xml-broken'],
  'cut in the middle': [(xml) => xml.slice(0, xml.length / 2), 'xml-broken'],
  'a bomb of entities': [
    (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'),
    'xml-entities',
  ],
  'no GUID': [(xml) => xml.replace(/<Code guid="[^"]+"/, '<Code'), 'missing-field'],
  'a GUID that is none': [(xml) => xml.replace(/<Code guid="[^"]+"/, '<Code guid="1"'), 'qda-guid'],
  'a GUID twice': [(xml) => xml.replaceAll('-000000000011"', '-000000000010"'), 'id-twice'],
  'a code without a name': [(xml) => xml.replace('name="Alone"', 'name=" "'), 'qda-nameless'],
  'a code that nobody knows': [
    (xml) => xml.replace(/<CodeRef targetGUID="[^"]+"/, '<CodeRef targetGUID="99999999-0000-4000-8000-000000000000"'),
    'no-such-id',
  ],
  'a coding without a code': [(xml) => xml.replace(/<CodeRef [^>]+>/, ''), 'missing-field'],
  'codable or not': [(xml) => xml.replace('isCodable="true"', 'isCodable="perhaps"'), 'wrong-type'],
  'a place beyond the text': [(xml) => xml.replace('"45"', '"46"'), 'qda-span'],
  'a place before it': [(xml) => xml.replace('"13"', '"-1"'), 'qda-span'],
  'a passage that ends before it begins': [(xml) => xml.replace('"26"', '"12"'), 'qda-span'],
  'half a letter': [(xml) => xml.replace('"13"', '"13.5"'), 'wrong-type'],
  'two texts': [(xml) => xml.replace(/(<TextSource [^>]+>)/, '$1<PlainTextContent>x</PlainTextContent>'), 'qda-text'],
  'no text': [(xml) => xml.replace(/ plainTextPath="[^"]+"/, ''), 'qda-text'],
  'a path upwards': [(xml) => xml.replace('internal://', 'internal://../../etc/'), 'qda-path'],
  'a path upwards in Windows': [(xml) => xml.replace('internal://', 'internal://..\\..\\'), 'qda-path'],
}

describe('a project that is not as it should be', () => {
  it('[QDA5] is answered with file, line and reason, whatever is wrong with it', () => {
    for (const [what, [spoil, code]] of Object.entries(spoilt)) {
      const xml = spoil(nightBusXml)
      expect(xml, what).not.toBe(nightBusXml)
      const problem = problemIn('p.qdpx', { 'project.qde': xml, [sourceName]: sourceText })
      expect(problem?.why.code, what).toBe(code)
      expect(problem?.file, what).toBe('project.qde')
      expect(problem?.line, what).toBeGreaterThan(0)
    }
    expect(problemIn('p.qdpx', { 'project.qde': nightBusXml, [sourceName]: sourceText })).toBeNull()
  })

  it('[QDA5] neither a file that is cut, nor a bomb, nor another zip gets through', () => {
    const whole = packed(nightBus)
    for (let cut = 1; cut < whole.length; cut += 41)
      expect(problemIn('p.qdpx', whole.slice(0, cut))?.why.code, `cut at ${cut}`).toMatch(
        /^(zip|xml|unknown|empty|qda|not|other)/,
      )
    const bomb = zipSync({ 'project.qde': [new Uint8Array(33 * 1024 * 1024), { level: 1 }] })
    expect(problemIn('p.qdpx', bomb)?.why.code).toBe('zip-too-large')
    expect(problemIn('p.qdpx', { 'sources/a.txt': 'a', 'b.txt': 'b' })?.why.code).toBe('qda-none')
    expect(problemIn('p.qdpx', { 'a/project.qde': nightBusXml, 'b/project.qde': nightBusXml })?.why.code).toBe(
      'qda-several',
    )
    // Nothing outside the zip is ever opened: what lies elsewhere is not there.
    const elsewhere = nightBusXml.replace('internal://', 'absolute:///etc/hostname#')
    expect(projectIn('p.qdpx', { 'project.qde': elsewhere, [sourceName]: sourceText }).missing).toEqual(['At the stop'])
    expect(projectIn('p.qdpx', bytesOf({ 'project.qde': nightBusXml })).missing).toEqual(['At the stop'])
    const deep = nightBusXml.replace('<Codes>', `<Codes>${'<Code>'.repeat(400)}${'</Code>'.repeat(400)}`)
    expect(problemIn('p.qde', deep)?.why.code).toBe('too-deep')
  })
})
