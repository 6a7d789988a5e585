/**
 * The times of a Polis set in words, as its export wrote them: in the zone of the machine that wrote them. Kept is which
 * zone, not the words; where a row says something else than its time, none of them are kept.
 */
import type { PolisDates } from '../voices/imported.ts'

type Zone = PolisDates['zones'][number]

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')
const shape = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) ([A-Za-z0-9+:-]{1,12}) (\d{4})$/
const utc: Zone = ['UTC', 0]

/** As Polis' own export says it (Java's `Date.toString`); empty for what is no time. */
export function timeInWords(ms: number, [name, minutes]: Zone = utc): string {
  const at = new Date(ms + minutes * 60_000)
  if (Number.isNaN(at.getTime())) return ''
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  return `${days[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${two(at.getUTCDate())} ${clock} ${name} ${at.getUTCFullYear()}`
}

function zoneOf(words: string, ms: number): Zone | null {
  const found = shape.exec(words)
  if (found === null) return null
  const [, month = '', day, hour, minute, second, name = '', year] = found
  const said = Date.UTC(Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second))
  const minutes = (said - Math.floor(ms / 1000) * 1000) / 60_000
  const zone: Zone = [name, minutes]
  // Zones are quarters of an hour, at most 14 hours away.
  return minutes % 15 === 0 && Math.abs(minutes) <= 14 * 60 && timeInWords(ms, zone) === words ? zone : null
}

type Rows = readonly { readonly words: string; readonly ms: number }[]

/** Which zone each row was written in, as runs; null where a row says another time than its number. */
export function readDates(comments: Rows, votes: Rows): PolisDates | null {
  const zones: Zone[] = []
  const places = new Map<string, number>()
  const runs = (rows: Rows): string | null => {
    const made: [number, number][] = []
    for (const { words, ms } of rows) {
      const zone = zoneOf(words, ms)
      if (zone === null) return null
      const key = zone.join(' ')
      const at = places.get(key) ?? zones.push(zone) - 1
      places.set(key, at)
      const last = made.at(-1)
      if (last?.[1] === at) last[0] += 1
      else made.push([1, at])
    }
    return made.flat().join(' ')
  }
  const [ofComments, ofVotes] = [runs(comments), runs(votes)]
  return ofComments === null || ofVotes === null ? null : { zones, comments: ofComments, votes: ofVotes }
}

/** Of each row of a file its zone. */
export function zonesOf(dates: PolisDates | undefined, file: 'comments' | 'votes'): readonly (Zone | undefined)[] {
  if (dates === undefined || dates[file] === '') return []
  const numbers = dates[file].split(' ').map(Number)
  return numbers.flatMap((n, at) =>
    at % 2 === 0 ? Array.from({ length: n }, () => dates.zones[numbers[at + 1] ?? 0]) : [],
  )
}
