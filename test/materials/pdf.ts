/** A document with one colour a page (red, green, blue, and again), as large as a slide. */
const colours = ['1 0 0', '0 1 0', '0 0 1']

export function colouredPages(count: number): Uint8Array<ArrayBuffer> {
  const pages = Array.from({ length: count }, (_, n) => n)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${count} /Kids [${pages.map((n) => `${3 + 2 * n} 0 R`).join(' ')}] >>`,
    ...pages.flatMap((n) => {
      const drawn = `${colours[n % 3]} rg 0 0 1600 900 re f`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1600 900] /Resources << >> /Contents ${4 + 2 * n} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ]
    }),
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, n) => {
    const at = text.length
    text += `${n + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const index = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${index}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
