import { tabBy } from '@tablee/client/ui/tab-keys'
import { describe, expect, it } from 'vitest'

const tabs = ['map', 'canvas', 'notes', 'voices'] as const
type Tab = (typeof tabs)[number]
const press = (key: string, now: Tab, dir: 'ltr' | 'rtl' = 'ltr', alt = false): Tab | null =>
  tabBy({ key, altKey: alt, ctrlKey: false, metaKey: false }, tabs, now, dir)

describe('the keys of a list of tabs', () => {
  it('leads round by arrows as the list is read, and to its ends by Home and End', () => {
    expect(press('ArrowRight', 'map')).toBe('canvas')
    expect(press('ArrowRight', 'voices')).toBe('map')
    expect(press('ArrowLeft', 'map')).toBe('voices')
    expect(press('Home', 'notes')).toBe('map')
    expect(press('End', 'map')).toBe('voices')
  })

  it('from right to left the arrows change places, and the ends do not', () => {
    expect(press('ArrowLeft', 'map', 'rtl')).toBe('canvas')
    expect(press('ArrowRight', 'map', 'rtl')).toBe('voices')
    expect(press('End', 'map', 'rtl')).toBe('voices')
  })

  it('leaves every other key alone, and what is the browser’s', () => {
    expect(press('ArrowDown', 'map')).toBeNull()
    expect(press('Enter', 'map')).toBeNull()
    expect(press('ArrowLeft', 'canvas', 'ltr', true)).toBeNull()
  })
})
