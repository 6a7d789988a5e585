/** What happens on the day of ten minutes, act by act. */
import { expect } from 'vitest'
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import type { SnapshotTimes } from '@tablee/shared/snapshot/times'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { inSight, row } from '../support/pages.ts'
import { see } from './day-people.ts'
import { dialogue, prompt, question, steps } from './ten-minutes-file.ts'
import { ask, tokenOf } from './ten-minutes-hall.ts'
import { tablesOf, type City, type Day, type Room } from './ten-minutes-people.ts'

/** Said by the consoles, to be met nowhere else. */
export const message = { en: 'Read your positions aloud, once.', fr: 'Relisez vos positions à voix haute.' }
const sentences = { early: 'The street belongs to the children', amid: 'Written while nobody answered' }
const begun = 'Because of the noi'

export type Story = { readonly day: Day; readonly room: Room; readonly until: (mark: number) => Promise<void> }

/** Brussels begins, and Kolkata while Brussels has begun. */
export async function begins({ day, room, until }: Story): Promise<void> {
  const { Brussels, Kolkata } = room.consoles
  await see(Brussels.onward).toHaveText('Begin session 1')
  await Brussels.onward.tap()
  await see(room.phone(1).page.getByText(/^Next: .+, in \d+ s$/)).toBeVisible()
  await see(room.table(3).page.locator('.top .clock b')).toHaveText('–:––')
  await Brussels.gone()
  await day.agreement.from('Brussels', room.faces('Brussels'))
  await until(0.7)
  await Kolkata.onward.tap()
  await see(Kolkata.button('Take back')).toBeVisible()
  await day.shot('begun', room.pages())
}

/** One table is held and joins again; the others get a minute more. */
export async function heldAndJoined({ day, room, until }: Story): Promise<void> {
  const { Brussels } = room.consoles
  const { agreement } = day
  await Brussels.choose(2)
  await agreement.upTo('Brussels', 'table 2 is held')
  await Brussels.button('Hold here').tap()
  await see(Brussels.tile(2)).toHaveClass(/held/)
  await agreement.from('table 2', room.facesAt(2), true)
  await agreement.from('Brussels', room.faces('Brussels', { tables: [2] }))
  await see(room.phone(2).page.locator('.head .left [role=status]')).toHaveText('the clock is held')
  // What has no notice is heard when it is heard.
  await agreement.upTo('Brussels', 'a minute more')
  await Brussels.all('1 minute more')
  for (const page of [room.table(1).page, room.wall.page]) await see(page.getByText('1 minute more')).toBeVisible()
  await agreement.from('Brussels', room.faces('Brussels', { tables: [2] }))
  await day.shot('held', room.pages())
  await until(1.4)
  await agreement.upTo('table 2', 'it joins')
  await Brussels.button('Join the hall').tap()
  await see(Brussels.button('Take back')).toBeVisible()
}

/** A call from a table; heard, coming, done. A message in two languages. */
export async function calledAndSaid({ day, room, until }: Story): Promise<void> {
  const { Brussels, Kolkata } = room.consoles
  const { page } = room.table(1)
  await page.getByRole('button', { name: 'Call for help' }).click()
  await page.getByRole('menuitem', { name: /Technical help/ }).click()
  await see(page.locator('.room-line')).toContainText('Somebody knows: Technical help')
  await Brussels.calls()
  await day.shot('call', { brussels: Brussels.page, table1: page, kolkata: Kolkata.page })
  await Brussels.button('I am coming to table 1').tap()
  await see(page.locator('.room-line')).toContainText('is coming')
  await Brussels.button('It is done at table 1').tap()
  await see(page.locator('.room-line')).toHaveCount(0)
  await see(Kolkata.page.locator('.t.call')).toHaveCount(0)

  await Brussels.button('New message').tap()
  await Brussels.button('All 2 tables').tap()
  for (const [lang, text] of Object.entries(message)) await Brussels.dialog.locator(`textarea[lang=${lang}]`).fill(text)
  await Brussels.button('Send').tap()
  await see(Brussels.page.getByRole('heading', { name: 'Sent', exact: true })).toBeVisible()
  await Brussels.button('Close').tap()
  for (const [table, text] of [
    [1, message.en],
    [2, message.fr],
  ] as const) {
    const line = room.table(table).page.locator('.room-line.said')
    await see(line).toContainText(text)
    if (table === 2) await day.shot('message', room.pages())
    await line.getByRole('button').click()
    await see(line).toHaveCount(0)
  }
  await see(Brussels.page.getByText('to tables, read at 2 of 2')).toBeVisible()
  expect(await room.table(3).page.locator('.room-line').count()).toBe(0)
  await Brussels.gone()
  await see(Brussels.tile(2)).not.toHaveClass(/held|own/)
  for (const city of ['Brussels', 'Kolkata'] as const) await day.agreement.from(city, room.faces(city))
  await until(2)
}

/** A facilitator's link is made anew and opened by whoever takes over; a phone is lost, and its seat taken by another. */
export async function handedOver({ day, room, until }: Story): Promise<void> {
  const { Brussels } = room.consoles
  const leaves = room.table(2)
  await day.agreement.upTo('Brussels', 'somebody else comes')
  await Brussels.choose(2)
  await Brussels.button('Seats').tap()
  const made = Brussels.page.waitForResponse((reply) => reply.url().endsWith('/renew'))
  await Brussels.button('New link: Facilitator').tap()
  await Brussels.button('Now').tap()
  const { url } = (await (await made).json()) as LinkEntry
  await see(leaves.page.locator('.strip.error')).toBeVisible()
  await day.shot('renewed', { brussels: Brussels.page, leaves: leaves.page })
  await leaves.one.context.close()
  await room.takesOver(2, url ?? '')
  await Brussels.button('Close').last().tap()

  await room.phone(1).context.close()
  await Brussels.choose(1)
  await Brussels.button('Seats').tap()
  await Brussels.button('Seat 1, taken').tap()
  await Brussels.button('Now').tap()
  await see(Brussels.dialog.locator('span', { hasText: /^Seat 1 is free\./ })).toBeVisible()
  await day.shot('freed', { brussels: Brussels.page })
  await room.newPhone(1, 1)
  await see(Brussels.button('Seat 1, taken')).toBeVisible()
  await Brussels.button('Close').last().tap()
  await room.table(1).argue(sentences.early)
  await day.agreement.from('Brussels', room.faces('Brussels'))
  await until(3)
}

/** The next step, by itself where the day takes its time, and by its button where it does not. */
async function goesOn({ day, room }: Story, city: City, title: string, byItself: boolean): Promise<void> {
  const { step, onward, gone, button } = room.consoles[city]
  if (!byItself && (await step.innerText()) !== title) {
    await see(onward).toContainText(title)
    await onward.tap()
    await see(button('Take back')).toBeVisible()
    await gone()
    await day.agreement.upTo(city, `${title}, with its notice`)
    await day.agreement.from(city, room.faces(city))
  }
  await see(step).toHaveText(title, { timeout: 240_000 })
}

/** The room opens what people are asked, for all; how many have handed in is a number at console and facilitator. */
export async function openedByTheRoom(story: Story): Promise<void> {
  const { day, room, until } = story
  const { Brussels } = room.consoles
  await goesOn(story, 'Brussels', steps.alone, day.minutes > 0)
  await see(Brussels.onward).toHaveText('Open writing')
  await Brussels.onward.tap()
  const leaf = room.phone(1).page.getByRole('heading', { name: prompt })
  await see(leaf).toBeVisible()
  await room.phone(1).write(prompt, 'A bench in the shade')
  for (const phone of room.without.filter(({ seat }) => seat.startsWith('T1')))
    await phone.write('alone', `A bench, says ${phone.seat}`)
  // With the next tick, and without anybody asking.
  await see(Brussels.round).toContainText('5 of 5')
  const { page, tab } = room.table(1)
  await tab('Voices')
  const asked = page.locator('[data-round=alone]')
  await see(asked).toContainText('5 of 5 seats have handed in')
  await day.shot('turnout', room.pages())
  await Brussels.moveRound(/^Close at/, true)
  await see(asked.locator('.state')).toHaveText('Closed')
  await Brussels.moveRound(/^Reveal at/, true)
  await see(asked.locator('.state')).toHaveText('Revealed')
  await see(page.getByText('A bench in the shade').first()).toBeVisible()
  await day.shot('revealed', room.pages())
  await until(4.2)
}

/** The next step is announced and taken back; a table opens what tables open; every curtain is drawn by the room and opened. */
export async function takenBack({ day, room, until }: Story): Promise<void> {
  const { Brussels } = room.consoles
  await see(Brussels.onward).toContainText(steps.ask)
  await Brussels.onward.tap()
  await see(room.phone(2).page.getByText(/^Next: One question, in \d+ s$/)).toBeVisible()
  await day.shot('announced', room.pages())
  await Brussels.button('Take back').tap()
  for (const page of [room.phone(1).page, room.phone(2).page, room.wall.page, room.table(1).page])
    await see(page.getByText(/^Next: /)).toHaveCount(0)
  await see(Brussels.step).toHaveText(steps.alone)
  await day.agreement.upTo('Brussels', 'the next step was announced and taken back')
  await day.agreement.from('Brussels', room.faces('Brussels'))
  await Brussels.button('Draw every curtain').tap()
  await Brussels.page.getByRole('dialog').getByRole('button', { name: 'Draw every curtain' }).tap()
  await see(room.table(1).page.getByText('The room has drawn the curtain.', { exact: false })).toBeVisible()
  await day.shot('drawn', room.pages())
  await Brussels.button('Open what was drawn').tap()
  await Brussels.page.getByRole('dialog').getByRole('button', { name: 'Open what was drawn' }).tap()
  await see(room.table(1).page.getByText('The room has drawn the curtain.', { exact: false })).toHaveCount(0)
  await until(4.8)
  await see(room.table(1).page.locator('[data-round=ask]')).toContainText('nobody sees an answer until it is closed')
  await room.table(1).move('Open', steps.ask)
  const { page } = room.phone(1)
  await see(page.getByRole('heading', { name: question })).toBeVisible()
  await page.getByRole('textbox').first().fill(begun)
  await until(5.6)
}

/** The next session is announced at one site, and the server dies in the middle of the notice; all pages come back by themselves. */
export async function killed({ day, room, until }: Story): Promise<void> {
  const { Brussels, Kolkata } = room.consoles
  const { agreement, server } = day
  const writer = room.table(1)
  await writer.tab('Map')
  const before = room.without.map(({ answers }) => answers)
  await Brussels.all('Another session', /^2/)
  await see(room.phone(2).page.getByText(/^Next: The night, in \d+ s$/)).toBeVisible()
  for (const city of ['Brussels', 'Kolkata'] as const) await agreement.upTo(city, 'the server dies in a notice')
  await server.killed()
  const died = performance.now()
  await writer.argue(sentences.amid)
  await day.shot('killed', room.pages())
  await server.again()
  const began = performance.now()
  for (const table of tablesOf.Brussels)
    await room.table(table).page.waitForURL(`**/table/${dialogue}-t${table}-s2`, { timeout: 60_000 })
  await see(room.phone(2).page.getByText(/Session 2/)).toBeVisible({ timeout: 60_000 })
  await see(room.wall.page.locator('.wall > header .eyebrow')).toContainText('Brussels: session 2', { timeout: 60_000 })
  await see(Brussels.page.locator('.top .eyebrow')).toContainText('Session 2 of 2')
  await see(Kolkata.page.locator('.top .eyebrow')).toContainText('Session 1 of 2')
  // What somebody had begun stands before them, and is sent where it was asked.
  const { page } = room.phone(1)
  await expect.poll(() => page.getByRole('textbox').first().inputValue()).toBe(begun)
  await day.shot('came-back', room.pages())
  await page.getByRole('textbox').first().pressSequentially('se')
  await page.getByRole('button', { name: 'Send my answers' }).tap()
  await see(page.getByText('It has arrived')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Back to the overview' }).tap()
  for (const table of [1, 2, 3, 4])
    await see(room.table(table).page.locator('.bar .light.saved')).toBeVisible({ timeout: 60_000 })
  for (const city of ['Brussels', 'Kolkata'] as const) await agreement.from(city, room.faces(city))
  const after = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s after the`
  console.log(`all screens are back and agree ${after(began)} start, ${after(died)} kill`)
  await see
    .poll(() => room.without.every(({ answers }, n) => answers > (before[n] ?? 0)), { timeout: 60_000 })
    .toBe(true)
  await until(8.4)
}

/** The end at each site, and what nobody should have lost. */
export async function ends({ day, room, until }: Story): Promise<void> {
  for (const [n, city] of (['Brussels', 'Kolkata'] as const).entries()) {
    if (n > 0) await until(9.5)
    const { all, dialog, button } = room.consoles[city]
    await all('End the day')
    await dialog.getByRole('button', { name: 'End the day' }).tap()
    await see(button('Take back')).toBeVisible()
    await day.agreement.upTo(city, 'the end is announced')
  }
  for (const table of [1, 2, 3, 4]) {
    await see(room.phone(table).page.getByRole('heading', { name: 'The day is over. Thank you.' })).toBeVisible()
    await see(room.table(table).page.locator('.top .clock [role=status]')).not.toBeEmpty()
  }
  await see(room.wall.page.locator('.wall-waiting')).toHaveText('The day is over. Thank you.')
  for (const city of ['Brussels', 'Kolkata'] as const)
    await see(room.consoles[city].page.locator('.top > .clock span')).toContainText('the day is over')
  await day.shot('ended', room.pages())
  const { page } = room.table(1)
  await page.goto(`${day.server.url}/d/${dialogue}/table/${dialogue}-t1-s1`)
  await inSight(page, 'main.table .outline .entries')
  for (const sentence of Object.values(sentences)) await see(row(page, sentence)).toBeVisible()
}

/** Planned beside true, for each city and for the table that was held. */
export async function keptBeside({ day, room }: Story): Promise<void> {
  const { url } = day.server
  const analyst = room.of('analyst')
  const { session } = (await ask(url, '/api/sessions', null, { token: tokenOf(analyst), device: 'analyst' }))
    .body as SessionAnswer
  const { hash } = (await ask(url, `/api/dialogues/${dialogue}/snapshots`, session, {})).body as SnapshotEntry
  const { times } = (await ask(url, `/api/snapshots/${hash}`, session)).body as { readonly times: SnapshotTimes }
  expect(times.planned).toEqual([
    { session: 1, begins: '09:30', steps: [120_000, 120_000, 60_000, 120_000] },
    { session: 2, begins: '11:00', steps: [120_000, 60_000] },
  ])
  const [brussels, kolkata] = ['Brussels', 'Kolkata'].map((name) => times.sites.find(({ site }) => site === name))
  expect([brussels?.zone, kolkata?.zone]).toEqual(['Europe/Brussels', 'Asia/Kolkata'])
  for (const one of [brussels, kolkata]) {
    expect(one?.now?.ended).toBe(true)
    const passed = one?.passed ?? []
    for (const [n, { from }] of passed.slice(1).entries()) expect(from).toBe(passed[n]?.until)
  }
  expect(brussels?.passed.map((one) => one.session)).toContain(2)
  expect(kolkata?.passed.map((one) => one.session)).not.toContain(2)
  // Kolkata began after Brussels had.
  expect(kolkata?.passed[0]?.from).toBeGreaterThan((brussels?.passed[0]?.from ?? Infinity) + 5_000)
  const held = times.tables.find(({ number }) => number === 2)
  expect(held?.passed.reduce((sum, one) => sum + (one.held ?? 0), 0)).toBeGreaterThan(0)
  const texts = JSON.stringify((await ask(url, `/api/snapshots/${hash}/text`, session)).body)
  for (const sentence of [...Object.values(sentences), 'A bench in the shade']) expect(texts).toContain(sentence)
}

/** Whatever phones and the wall were ever sent or showed. */
export async function nobodyElseKnows({ room }: Story): Promise<void> {
  const canaries = [
    ...Object.values(message),
    '"handedIn"',
    '"turnout"',
    '"askedAt"',
    'have handed in',
    'Technical help',
    '"technical"',
  ]
  for (const one of [room.wallRemembers, ...[1, 2, 3, 4].map((table) => room.phone(table).remembered)])
    expect(await one.knows(canaries)).toEqual([])
  const heard = room.without.flatMap((one) => one.heard).join('\n')
  expect(heard.length).toBeGreaterThan(1_000)
  expect(canaries.filter((one) => heard.includes(one))).toEqual([])
}
