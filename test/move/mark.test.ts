import { movedIn, toldOf, written } from '@tablee/server/move/mark'
import { expect, it } from 'vitest'

const there = 'https://dialogue.example.org'

it('[MVE11] who comes to a dialogue that was moved is told its new address, and nothing of what else was typed with it', () => {
  for (const typed of [
    there,
    `${there}/`,
    `${there}/join#k7.secret`,
    `${there}/?key=secret`,
    'https://ops:secret@dialogue.example.org',
  ])
    expect(movedIn(written({ is: 'moved', id: 'm1', where: typed }))).toEqual({ to: there })
  expect(toldOf('http://192.0.2.7:4000')).toBe('http://192.0.2.7:4000')
})

it('[MVE11] what is no address of a page is told to nobody: a folder, a database, a script', () => {
  for (const where of [
    '/srv/tablee/data',
    'postgres://tablee:secret@db/tablee',
    'javascript:alert(1)',
    '//evil.example',
    'https:evil.example',
    'https://',
    'https://[',
  ])
    expect(toldOf(where)).toBeNull()
})
