/** What a reader finds in a PDF file, page by page. */
import { execFileSync } from 'node:child_process'

export const canReadPdf = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    console.log('not run: the texts of printed sheets (no pdftotext; Debian has it in poppler-utils)')
    return false
  }
})()

export function pdfText(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], {
    input: pdf,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}
/** `pdftotext` ends each page with a form feed. */
export const pdfPages = (pdf: Uint8Array): readonly string[] => pdfText(pdf).split('\f').slice(0, -1)
