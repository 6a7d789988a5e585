/** How a language writes what stands between sentences. What is one language's own stands in its file beside this one. */
export type Writing = {
  /** As its own speakers call it. */
  readonly name: string
  /** Where it stands in a list of languages. */
  readonly place: number
  /** Between several things in one line; the second where they may have commas of their own. */
  readonly comma: string
  readonly semicolon: string
  /** Between what it is about and the thing itself. */
  readonly colon: string
  /** What asks something more ends so. */
  readonly dots: string
  readonly quotes: readonly [opening: string, closing: string]
  /** Kinds of it that have a tag of their own: anyone who speaks one reads the other. */
  readonly kin?: readonly string[]
  /** Makes of a typed space one at which no line breaks, where the language sets one before or after a sign. */
  readonly spaced?: (text: string) => string
}
