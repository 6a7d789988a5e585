/**
 * The colours of a drawing: the tokens of the house and no others (client/src/ui/tokens.css; a test compares them). A file
 * carries the day's values; a drawing inside a page follows the page's light through its custom properties.
 */
const day = {
  paper: '#FAF7F0',
  sheet: '#FFFFFC',
  linen: '#F0EADD',
  rule: '#DAD2C1',
  edge: '#857C6C',
  ink: '#1C1B19',
  'ink-2': '#4C473F',
  'ink-3': '#665F54',
  support: '#007578',
  'support-wash': '#DCEFEC',
  attack: '#B0370C',
  'attack-wash': '#FBE6DC',
  condition: '#785000',
  'condition-wash': '#FBEECB',
  undercut: '#343842',
  'undercut-wash': '#E8E9EB',
} as const
export type Colour = keyof typeof day
export type Palette = Readonly<Record<Colour, string>>

export const dayPalette: Palette = day
export const pagePalette: Palette = Object.fromEntries(
  Object.entries(day).map(([name, value]) => [name, `var(--${name}, ${value})`]),
) as Palette

export const sans = "'Atkinson Next', 'Atkinson Hyperlegible Next', 'Noto Sans Arabic', system-ui, sans-serif"

/**
 * What the editor calls a colour, as an ink and its wash. Five pairs: more would be read as opinions, and the accent
 * means "you can act here" and never marks what somebody drew.
 */
export function inkOf(colour: string | undefined): { readonly ink: Colour; readonly wash: Colour } {
  switch (colour) {
    case 'green':
    case 'light-green':
      return { ink: 'support', wash: 'support-wash' }
    case 'red':
    case 'light-red':
      return { ink: 'attack', wash: 'attack-wash' }
    case 'yellow':
    case 'orange':
      return { ink: 'condition', wash: 'condition-wash' }
    case 'blue':
    case 'light-blue':
    case 'violet':
    case 'light-violet':
      return { ink: 'undercut', wash: 'undercut-wash' }
    case 'grey':
      return { ink: 'ink-3', wash: 'linen' }
    case 'white':
      return { ink: 'edge', wash: 'sheet' }
    default:
      return { ink: 'ink', wash: 'linen' }
  }
}
