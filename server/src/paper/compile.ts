/** The press's own process: one task in, progress and one PDF out. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { encode } from 'uqr'
import type { PressMessage, PressTask } from './press.ts'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
/** Regular and bold of both scripts. Given by us: what is installed on a machine must not change a sheet. */
const fonts = [
  '@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  '@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  '@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
  '@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf',
]

function qr(text: string): string {
  const { data, size } = encode(text, { border: 0, ecc: 'M' })
  const path = data.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}

const say = (message: PressMessage): void => void process.send?.(message)

function print(task: PressTask): void {
  say({ progress: 0.05 })
  const compiler = NodeCompiler.create({
    workspace: here,
    fontArgs: [{ fontBlobs: fonts.map((font) => readFileSync(require.resolve(font))) }],
  })
  const sheets = task.sheets.map((sheet) => ({ ...sheet, qr: qr(sheet.address) }))
  say({ progress: 0.15 })
  const set = (fallback: boolean): NodeTypstDocument => {
    compiler.mapShadow(join(here, 'sheets.json'), Buffer.from(JSON.stringify({ ...task, fallback, sheets })))
    const done = compiler.compile({ mainFilePath: join(here, 'sheets.typ') })
    if (done.result !== null) return done.result
    const error = done.takeError()
    throw new Error(JSON.stringify(error === null ? 'no reason given' : error.shortDiagnostics).slice(0, 2_000))
  }
  const document = set(false)
  say({ progress: 0.6 })
  try {
    say({ pdf: compiler.pdf(document, { pdfStandard: 'ua-1' }), pages: document.numOfPages })
  } catch {
    // People write in any script. What our fonts lack comes from the machine's, and if those lack it too, the file is
    // tagged all the same and only cannot promise that every character can be read aloud.
    const again = set(true)
    say({ progress: 0.8 })
    say({ pdf: compiler.pdf(again, { pdfTags: true }), pages: again.numOfPages })
  }
}

process.once('message', (task: PressTask) => {
  try {
    print(task)
  } catch (cause) {
    say({ trouble: cause instanceof Error ? cause.message : String(cause) })
  }
})
