/** A process of its own that brings a film and reads another in ranges, as fast as the server lets it, until it is ended. */
import { longFilm } from './long.ts'
import { offsetOf, send } from './sending.ts'

const [upload = '', as = '', size = '0', read = '', length = '0', readers = '0'] = process.argv.slice(2)
const film = longFilm(Number(size))
const shown = longFilm(Number(length))
const part = 1024 * 1024
let [brought, given, wrong] = [0, 0, 0]

async function reader(n: number): Promise<void> {
  for (let count = n; ; count += 7) {
    const from = (count * 3_333_333) % (shown.size - part)
    try {
      const answer = await fetch(read, { headers: { Range: `bytes=${from}-${from + part - 1}` } })
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (answer.status === 429) await new Promise((again) => setTimeout(again, 200))
      else if (answer.status !== 206 || (count % 5 === 0 && !bytes.equals(shown.bytes(from, from + part)))) wrong += 1
      else given += bytes.length
    } catch {
      wrong += 1
    }
  }
}
for (let n = 0; n < Number(readers); n += 1) void reader(n)
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ brought, given, wrong }))
  process.exit(0)
})
console.log('loading')
for (let at = await offsetOf(upload, as); at < film.size; ) {
  const to = Math.min(film.size, at + 64 * part)
  const { status } = await send(upload, as, film, { from: at, to })
  const now = await offsetOf(upload, as)
  if (status !== 204 && status !== null) await new Promise((again) => setTimeout(again, 100))
  brought += now - at
  at = now
}
console.log('brought')
