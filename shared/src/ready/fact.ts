/** What is looked at on the machine before the doors open: data, each with how it stands. `say.ts` makes sentences of it. */

/** good · look: the day can begin, and somebody should see to it · bad: the day should not begin so. */
export type Standing = 'good' | 'look' | 'bad'

export type Fact =
  /** `days`: how many days of the size of what is kept so far still fit; null: nothing is kept yet. Bytes. */
  | { readonly what: 'disk'; readonly is: Standing; readonly free: number; readonly days: number | null }
  /**
   * Until one small piece of writing is on the disk, ms, the middle of several. full: nothing more goes on it · shut: nothing
   * may be written in the data folder, and `ms` says nothing.
   */
  | {
      readonly what: 'speed'
      readonly is: Standing
      readonly why: 'took' | 'full' | 'shut'
      readonly ms: number
    }
  | {
      readonly what: 'clock'
      readonly is: Standing
      /** behind: something that is kept is newer than this clock · jumped: it was set since the start. */
      readonly why: 'steady' | 'behind' | 'jumped'
      readonly now: number
      readonly zone: string
      /** By how much it is behind, or was set. ms */
      readonly by: number
    }
  | {
      readonly what: 'address'
      readonly is: Standing
      /** fits: it leads to this machine · only-here: `localhost` · proxied: to a proxy that was named · elsewhere: to another one · unknown-name: nobody here knows it · other-port: nothing answers at its port. */
      readonly why: 'fits' | 'only-here' | 'proxied' | 'elsewhere' | 'unknown-name' | 'other-port'
      readonly address: string
      /** This machine's addresses in its networks. */
      readonly own: readonly string[]
      /** When another device last came in by it, since the start. */
      readonly by: number | null
    }
  | {
      readonly what: 'certificate'
      readonly is: Standing
      readonly why: 'none' | 'good' | 'soon' | 'over' | 'not-yet' | 'other-name' | 'other-key' | 'unreadable'
      readonly until: number | null
      /** The name on the cards, which it should be made out to. */
      readonly name: string
    }
  | {
      readonly what: 'port'
      readonly is: Standing
      /**
       * answers: at this machine's address in its network · silent: not there, perhaps a firewall · alone: it is in no
       * network · free, taken, forbidden (below 1024): no server of this folder runs · second: the second laptop's page is there.
       */
      readonly why: 'answers' | 'silent' | 'alone' | 'free' | 'taken' | 'forbidden' | 'second'
      readonly port: number
    }
  | {
      readonly what: 'second'
      readonly is: Standing
      /** none: there never was one · two: it has everything · behind: not yet · one: it is away, `since` then. */
      readonly why: 'none' | 'two' | 'behind' | 'one'
      readonly since: number | null
    }
  | {
      readonly what: 'backup'
      readonly is: Standing
      /** gone: it was made, and lies no more where it was written. */
      readonly why: 'today' | 'older' | 'none' | 'gone' | 'empty'
      readonly at: number | null
    }
  | {
      readonly what: 'database'
      readonly is: Standing
      /** lacking: something is missing · none: nothing is there yet · shut: this user may not read it. */
      readonly why: 'whole' | 'damaged' | 'lacking' | 'none' | 'shut'
    }
  | {
      readonly what: 'versions'
      readonly is: Standing
      readonly tablee: string
      readonly node: string
      readonly sqlite: string
      readonly system: string
    }

export type Ready = {
  /** When it was looked at. ms since 1970 */
  readonly at: number
  readonly facts: readonly Fact[]
}
