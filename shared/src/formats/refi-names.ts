/**
 * How what is ours is called in a project of REFI-QDA: by GUIDs that follow from our names, so that what comes back is known
 * again and nothing has to be kept for it; and what came from such a file leaves under the GUID that it had there.
 */
import type { EntryName } from '../synthesis/entries.ts'
import type { Guid, GuidOf } from './refi.ts'

const came = 'qda-'
/** Of what a file brings: an id that keeps its GUID. */
export const idOfGuid = (guid: Guid): string => came + guid.toLowerCase()
const carried = /^qda-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
/** The GUID of what is called so here: the one it came with, else the one that follows from its name. */
export const guidOfId = (kind: 'code' | 'coding' | 'memo', id: string, guidOf: GuidOf): Guid =>
  carried.exec(id)?.[1]?.toUpperCase() ?? guidOf(`${kind}:${id}`)
/** What a table said in a session: its board. */
export const guidOfSource = (board: string, guidOf: GuidOf): Guid => guidOf(`board:${board}`)
/** The quotation that an entry is. */
export const guidOfEntry = (entry: EntryName, guidOf: GuidOf): Guid => guidOf(`entry:${entry}`)
/** The code that a theme is. */
export const guidOfTheme = (theme: string, guidOf: GuidOf): Guid => guidOf(`theme:${theme}`)

const [belongs, not] = ['[+] ', '[-] ']
type Said = { readonly definition: string; readonly includes: string; readonly excludes: string }
/** What a code means in the one text that the format has for it: what belongs to it and what does not on lines of their own. */
export function describe({ definition, includes, excludes }: Said): string {
  const lines = (mark: string, text: string): string[] => (text === '' ? [] : [text.replace(/^/gm, mark)])
  return [...(definition === '' ? [] : [definition]), ...lines(belongs, includes), ...lines(not, excludes)].join('\n')
}
/** The inverse of `describe`, of any text: what has no such mark is the definition. */
export function described(text: string): Said {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const only = (mark: string): string =>
    lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length)] : [])).join('\n')
  const rest = lines.filter((line) => !line.startsWith(belongs) && !line.startsWith(not))
  return { definition: rest.join('\n').trim(), includes: only(belongs), excludes: only(not) }
}
