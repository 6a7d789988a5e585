import { describe, expect, it } from 'vitest'
import { csvCell, csvText } from '@tablee/shared/formats/csv'

describe('CSV', () => {
  it('[FMT8] quotes what a spreadsheet would run, and nothing else', () => {
    for (const text of ['=1+1', '+32 2', '-5 points', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '＠SUM(A1)'])
      expect(csvCell(text)).toBe(`"'${text}"`)
    expect(csvCell('a-b')).toBe('a-b')
    expect(csvCell(-5)).toBe('-5')
    expect(csvCell('say "no"')).toBe('"say ""no"""')
    expect(csvCell('two\nlines')).toBe('"two\nlines"')
    expect(csvCell(null)).toBe('')
  })
  it('[FMT8] ends every row with a line feed, as all that leaves here', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x', 1],
          ['شارع', null],
        ],
      ),
    ).toBe('a,b\nx,1\nشارع,\n')
  })
})
