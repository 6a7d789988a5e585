import { expect, test } from 'vitest'
import { goneTo } from '@tablee/client/ui/gone-to'

const here = 'http://localhost:4000'

test('a page says where its dialogue went, unless its own address goes along', () => {
  expect(goneTo({ code: 'moved', to: 'https://dialogue.example.org' }, here)).toBe('https://dialogue.example.org')
  expect(goneTo({ code: 'moved', to: here }, here)).toBeNull()
  expect(goneTo({ code: 'moved', to: null }, here)).toBeNull()
  expect(goneTo({ code: 'moved', to: 'the town hall' }, here)).toBeNull()
  expect(goneTo({ code: 'offline' }, here)).toBeNull()
  expect(goneTo(null, here)).toBeNull()
})
