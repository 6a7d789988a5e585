/**
 * A session of two tables in real browsers: consent, writing, reveal, placing, arguing, the picture, the vote, the
 * questions; at each table two phones and one person on paper. One laptop is without a network while it argues, one phone is
 * locked in the middle of a word, one seat does not want to be watched. What was said is there once, on every screen.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from '@playwright/test'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { DialogueId } from '@tablee/shared/ids'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newFolder } from '../faults/tablee.ts'
import { violations } from '../support/axe.ts'
import { launch, shellIsKept } from '../support/browser.ts'
import {
  buildScreens,
  haveBrowser,
  inSight,
  outlineOf,
  patience,
  pictures,
  row,
  sizes,
  visitor,
  type Visitor,
} from '../support/pages.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { answersIn, ballotsOn, saidOn, sheetsOn, wordingsOn } from './day-read.ts'
import { facilitatorAt, paperOf, phoneOf, remembers, see, tableOn } from './day-people.ts'

/**
 * How long a laptop is without a network, in seconds. The story is the same for two minutes (`DAY_OFFLINE=120`, run by
 * hand): what it tries again meanwhile waits 15 s at most.
 */
const spell = Number(process.env['DAY_OFFLINE'] ?? '6')
const file = fileURLToPath(new URL('voices-day.json', import.meta.url))
const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))
const dialogue = 'getting-about' as DialogueId
/** Without a network, requests and sockets fail; a browser says so in its console. */
const cutOff = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED|WebSocket connection to|Failed to load/

const own = {
  'T1-01': 'I wait for the night bus with a thermos.',
  'T1-02': 'My street has a pothole older than my daughter.',
  'T1-03': 'The tram keeps its promises, mostly.',
  'T2-01': 'My employer reads my timesheet, not my complaint.',
  'T2-02': 'A bench in the shade decides whether I walk.',
  'T2-03': 'I stopped cycling after the roundabout.',
}
const unsigned = {
  'T1-01': 'Honestly, I would miss my windscreen.',
  'T1-02': 'I fear the depot more than the robot.',
  'T1-03': 'I have never voted; this feels like a rehearsal.',
  'T2-01': 'I drove for years without a permit.',
  'T2-02': 'Somebody has to wave at my mother.',
  'T2-03': 'I would trust it if it hesitated.',
}
type Seat = keyof typeof own
const never = 'Not this: marmalade.'
const positions = [
  'Buses run all night',
  'Nobody parks for free',
  'Shade on every stop',
  'Slow streets everywhere',
] as const
const pictured = ['A depot with a skylight', 'Benches every hundred steps'] as const
/** Of the two who answer on paper. */
const whys = ['Too long for my back.', 'Nobody asked the cyclists.'] as const
const argued = 'Typed without a network'
const byPhone = 'Typed on a citizen’s phone'

describe.skipIf(!haveBrowser)('a day of voices', () => {
  const { folder, remove } = newFolder()
  let server: TestServer
  let browser: Browser
  let links = ''
  const people: Visitor[] = []
  const come = async (options: Parameters<typeof visitor>[1] = {}): Promise<Visitor> => {
    const one = await visitor({ browser }, options)
    people.push(one)
    return one
  }
  const phone = async (width: number) =>
    phoneOf(await come({ ...sizes.phone, viewport: { width, height: Math.round(width * 2) } }))
  /** A printed card: what stands in its QR code, on this server. */
  const card = (who: string): string => {
    const path = new RegExp(`^${who}.*?https?://[^/]+(\\S+)`, 'm').exec(links)?.[1]
    if (path === undefined) throw new Error(`no card of ${who} in:\n${links}`)
    return `${server.url}${path}`
  }
  /** Looked at by anyone who works on the screens: `DAY_SHOTS=folder`. */
  const shots = process.env['DAY_SHOTS']
  let shot = 0
  const look = async (stage: string): Promise<void> => {
    if (shots === undefined) return
    shot += 1
    for (const [n, { context }] of people.entries())
      for (const page of context.pages())
        await page.screenshot({ path: `${shots}/${String(shot).padStart(2, '0')}-${stage}-${n}.png` }).catch(() => null)
  }
  const began = performance.now()
  const said = (stage: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1)} s: ${stage}`)

  beforeAll(async () => {
    buildScreens()
    ;[server, browser] = await Promise.all([startServer({ dir: folder, demo: false }), launch()])
    // As an organiser founds it: the file, and the cards that are printed for it.
    const env = { ...process.env, TABLEE_DATA: folder }
    const tablee = async (...words: readonly string[]) =>
      (await promisify(execFile)(process.execPath, [cli, ...words], { env })).stdout
    links = await tablee('dialogue', file)
    await tablee('session', dialogue, '1')
  }, 120_000)
  afterEach(({ task }) =>
    pictures(
      task,
      people.flatMap(({ context }) => context.pages()),
    ),
  )
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    remove()
  })

  it('[DAY1] [DAY2] [DAY3] [DAY4] [DAY6] [CONS16] consent, write, reveal, place, argue, picture, vote, answer: all of it once, on every screen; the wall saw what it may', async () => {
    const wall = await remembers(await come({ ...sizes.wall }))
    await wall.page.goto(`${card('observer')}?wall`)
    const [ana, ben, dia, eva] = await Promise.all([phone(320), phone(390), phone(360), phone(390)])
    const first = facilitatorAt(
      await come({ viewport: { width: 1280, height: 800 }, expected: cutOff, ...shellIsKept }),
    )
    const second = facilitatorAt(await come({ viewport: { width: 1440, height: 900 } }))
    const [paper1, paper2] = [paperOf(server, dialogue, 1), paperOf(server, dialogue, 2)]
    const two = <T>(one: Promise<T>, other: Promise<T>) => Promise.all([one, other])

    // Consent: on the phone, and on paper. T2-01 does not want to be watched, T2-03 not to be quoted.
    await Promise.all([
      ana.come(card('citizen Town hall table 1'), 1),
      ben.come(card('citizen Town hall table 1'), 2),
      dia.come(card('citizen Town hall table 2'), 1, { observed: false }),
      eva.come(card('citizen Town hall table 2'), 2),
      first.come(card('facilitator Town hall table 1')),
      second.come(card('facilitator Town hall table 2')),
    ])
    said('everybody is here')
    await two(first.tab('Voices'), second.tab('Voices'))
    await two(
      first.paper(paper1('consent', 3), first.keys('1 Enter 1 Enter 1 Enter')),
      second.paper(paper2('consent', 3), second.keys('1 Enter 2 Enter 1 Enter')),
    )
    await two(
      see(first.page.getByText('3 of 3 seats taken')).toBeVisible(),
      see(second.page.getByText('3 of 3 seats taken')).toBeVisible(),
    )
    await look('consent')
    said('consent')

    // Writing, with the seat. One phone is locked in the middle of a word.
    await two(first.move('Open', 'With your seat'), second.move('Open', 'With your seat'))
    const prompt = 'How do you get about today?'
    await Promise.all([
      ana.write(prompt, own['T1-01']),
      (async () => {
        await see(ben.page.getByRole('heading', { name: prompt })).toBeVisible()
        await ben.sheet().pressSequentially('My street has a poth')
        await ben.locked()
        await see(ben.sheet()).toHaveValue('My street has a poth')
        await ben.sheet().press('End')
        await ben.sheet().pressSequentially(own['T1-02'].slice('My street has a poth'.length))
        await ben.page.getByRole('button', { name: 'Send', exact: true }).tap()
        await see(ben.page.getByText('It has arrived')).toBeVisible()
      })(),
      dia.write(prompt, own['T2-01']),
      eva.write(prompt, own['T2-02']).then(() => eva.begin(never)),
    ])
    await look('write')
    await two(
      // Two of three: with fewer than five the number would say who.
      see(first.round('With your seat')).not.toContainText('2 seats have handed in'),
      see(second.round('With your seat')).not.toContainText('2 seats have handed in'),
    )
    await two(first.move('Close', 'With your seat'), second.move('Close', 'With your seat'))

    // Without a name.
    await two(first.move('Open', 'Without a name'), second.move('Open', 'Without a name'))
    const aloud = 'What would you rather not say aloud?'
    const onward = async (one: typeof ana, text: string, writing = false) => {
      // It comes by itself; anyone who is writing elsewhere is told, and one tap leads over.
      if (writing) await one.page.getByRole('button', { name: 'something new to do' }).tap()
      await one.write(aloud, text)
    }
    await Promise.all([
      onward(ana, unsigned['T1-01']),
      onward(ben, unsigned['T1-02']),
      onward(dia, unsigned['T2-01']),
      onward(eva, unsigned['T2-02'], true),
    ])
    await two(first.move('Close', 'Without a name'), second.move('Close', 'Without a name'))
    said('written')

    // What the facilitators put on the map arrives at the wall; of what people wrote nothing has.
    const arrives = (text: string) => see(wall.page.locator('body')).toContainText(text)
    await first.tab('Map')
    await first.argue(positions[0])
    await wall.page.goto(`${wall.page.url()}#table-1`)
    await arrives(positions[0])
    const written = [...Object.values(own), ...Object.values(unsigned), never]
    expect(await wall.knows(written)).toEqual([])

    // Revealed, and paper typed in. Until it is placed it is the table's alone.
    await first.tab('Voices')
    const revealed = async (who: typeof first, paper: typeof paper1, table: 1 | 2) => {
      await who.move('Reveal', 'With your seat')
      await who.move('Reveal', 'Without a name')
      const seat = `T${table}-03` as const
      await who.paper(paper('write', 3, prompt), who.text(own[seat]))
      await who.paper(paper('write', 3, aloud), who.text(unsigned[seat]))
      await see(who.round('With your seat').locator('.tray li')).toHaveCount(3)
      await see(who.round('Without a name').locator('.tray li')).toHaveCount(3)
    }
    await two(revealed(first, paper1, 1), revealed(second, paper2, 2))
    await look('revealed')
    said('revealed, paper typed in')
    await second.tab('Map')
    await second.argue(positions[2])
    await wall.page.locator('.back').first().click()
    await wall.page.goto(`${wall.page.url().split('#')[0]}#table-2`)
    await arrives(positions[2])
    expect(await wall.knows(written)).toEqual([])

    // Argued: one laptop without a network meanwhile, a citizen at the other table from her own phone.
    const arguing = async () => {
      await first.tab('Map')
      await first.argue(positions[1])
      await see(first.page.locator('.bar .light.saved')).toBeVisible()
      await first.page.context().setOffline(true)
      await see(first.page.locator('.bar .light')).toHaveText(/Offline|kept here/)
      const until = Date.now() + spell * 1_000
      await first.argue(argued)
      await first.picture(pictured[0])
      await see(first.page.locator('.bar .light.kept')).toContainText('kept here')
      await look('offline')
      // Not a wait for something to happen: how long the hall's Wi-Fi was gone.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, until - Date.now())))
      await first.page.context().setOffline(false)
      await see(first.page.locator('.bar .light.saved')).toBeVisible()
    }
    const atTheOther = async () => {
      await second.tab('Map')
      await second.argue(positions[3])
      await eva.argue(byPhone)
      await see(row(second.page, byPhone)).toHaveCount(1)
      await second.picture(pictured[1])
      await second.tab('Voices')
      await second.placeAsEntry(own['T2-01'])
      await second.placeBeneath(own['T2-02'], positions[2])
      await second.placeOnCanvas(own['T2-03'], 'hope')
      await second.placeOnCanvas(unsigned['T2-01'], 'fear')
      // Whose sheet it is nobody at the table knows; the copy is not watched either.
      await second.copyOnCanvas(unsigned['T2-01'])
      await second.tab('Voices')
      await second.placeBeneath(unsigned['T2-02'], positions[2])
      await second.placeBeneath(unsigned['T2-03'], positions[3])
    }
    await two(arguing(), atTheOther())
    await first.tab('Voices')
    await first.placeBeneath(own['T1-01'], positions[0])
    await first.placeAsEntry(own['T1-02'])
    await first.placeOnCanvas(own['T1-03'], 'hope')
    await first.placeBeneath(unsigned['T1-01'], positions[1])
    await first.placeOnCanvas(unsigned['T1-02'], 'fear')
    await see(first.round('Without a name')).toContainText('Still to be placed: 1')
    await look('placed')
    said('argued, pictured, placed')

    // The vote: on the phone, on paper, and what each table agreed.
    const opened = (who: typeof first) =>
      who.move('Open', 'The vote', async (asked) => {
        await asked.getByRole('button', { name: 'All positions' }).click()
      })
    await two(opened(first), opened(second))
    await look('vote-open')
    const voting = (one: typeof ana, opinions: readonly string[]) =>
      one.answer('Send my vote', [
        ...opinions.map(one.pick),
        async () => {
          await one.mark('Trams', 'I choose it')()
          await one.mark('Shade', 'I choose it')()
          await one.mark('Parking', 'I reject it')()
        },
      ])
    const agreed = async (who: typeof first) => {
      await who.round('The vote').locator('.agreed').getByRole('radio', { name: 'Together' }).check({ force: true })
      await who.page.getByRole('button', { name: 'Keep our answer' }).click()
      await see(who.round('The vote')).toContainText('Kept: Together')
    }
    await Promise.all([
      voting(ana, ['I agree', 'I disagree', 'Pass', 'I agree']),
      voting(ben, ['I agree', 'Pass', 'I agree', 'I agree']),
      voting(dia, ['I disagree', 'I agree', 'I agree', 'Pass']),
      voting(eva, ['I agree', 'I agree', 'Pass', 'I agree']),
      agreed(first),
      agreed(second),
    ])
    await look('voted')
    // Sealed: no figure on any screen, and none at the wall.
    for (const { page } of [first, second]) expect(await page.locator('.fig, .turnout').count()).toBe(0)
    const onPaper = (who: typeof first, id: string, opinions: string) => {
      const marks = `${opinions} 1 Enter 1 Enter 3 Enter`
      return who.paper(id, who.keys(marks), who.second, who.keys(marks))
    }
    await onPaper(first, paper1('ballot', 3), '1 Enter 2 Enter 3 Enter 1 Enter')
    await first.move('Close', 'The vote')
    await see(first.round('The vote')).toContainText('3 of 3 ballots')
    // At the other table it is typed in after closing.
    await second.move('Close', 'The vote')
    await see(second.round('The vote')).toContainText('2 of 3 ballots')
    await onPaper(second, paper2('ballot', 3), '3 Enter 1 Enter 1 Enter 2 Enter')
    await see(second.round('The vote')).toContainText('3 of 3 ballots')
    await look('counted')
    said('voted')

    // The questions, one of them by a skip rule.
    await two(first.move('Open', 'Before you go'), second.move('Open', 'Before you go'))
    const answering = (one: typeof ana, heard: string) =>
      one.answer('Send my answers', [one.pick(heard), one.pick('Yes, gladly')])
    await Promise.all([answering(ana, '7'), answering(ben, '8'), answering(dia, '3'), answering(eva, '9')])
    const answers = async (who: typeof first, id: string, why: string) =>
      who.paper(id, who.keys('5 Enter 2 Enter'), who.text(why), who.second, who.keys('5 Enter 2 Enter'))
    await answers(first, paper1('questionnaire', 3), whys[0])
    await answers(second, paper2('questionnaire', 3), whys[1])
    await two(first.move('Close', 'Before you go'), second.move('Close', 'Before you go'))
    await two(
      see(first.round('Before you go')).toContainText('3 of 3 people answered'),
      see(second.round('Before you go')).toContainText('3 of 3 people answered'),
    )
    await look('answered')
    said('answered')

    // The wall: what may be seen was there, what may not never was, in no byte and in no word that it ever showed.
    await wall.page.goto(`${wall.page.url().split('#')[0]}#results`)
    await see(wall.page.locator('main.results')).toContainText(/Together\s*2\s*100/)
    await look('wall-results')
    const may = [
      own['T1-01'],
      own['T1-02'],
      own['T2-02'],
      unsigned['T1-01'],
      unsigned['T2-02'],
      ...positions,
      argued,
      byPhone,
      own['T1-03'],
      unsigned['T1-02'],
      ...pictured,
    ]
    expect.soft(await wall.knows(may)).toEqual(may)
    const mayNot = [own['T2-01'], own['T2-03'], unsigned['T2-01'], unsigned['T2-03'], unsigned['T1-03'], never, ...whys]
    expect.soft(await wall.knows(mayNot)).toEqual([])

    // Every screen agrees: the two laptops, each of them opened anew, and a phone that looks at its table's board.
    const again = async (link: string) => {
      const one = facilitatorAt(await come())
      await one.come(link)
      return tableOn(one.page)
    }
    const [here, there] = await two(tableOn(first.page), tableOn(second.page))
    await look('canvas-list')
    const reloaded = async () => {
      await first.page.reload()
      await inSight(first.page, 'main.table .outline .entries')
      return tableOn(first.page)
    }
    const [anew, elsewhere, reload] = await Promise.all([
      again(card('facilitator Town hall table 1')),
      again(card('facilitator Town hall table 2')),
      reloaded(),
    ])
    expect.soft(anew).toEqual(here)
    expect.soft(elsewhere).toEqual(there)
    expect.soft(reload).toEqual(here)

    said('every screen read')

    // A citizen who looks at the board reads the same entries.
    await eva.home()
    await eva.toBoard()
    await expect
      .poll(async () => [...(await outlineOf(eva.page))].sort(), { timeout: patience })
      .toEqual([...(there['entries'] ?? [])].sort())
    await look('phone-board')

    // Frozen by an analyst; read as it leaves.
    const analyst = await come()
    await analyst.page.goto(card('analyst'))
    await analyst.page.getByRole('button', { name: 'Take a snapshot' }).click()
    await inSight(analyst.page, '.list button')
    await look('snapshot')
    expect.soft(await violations(analyst.page)).toEqual([])
    said('frozen')
    const session = await server.api('/api/sessions', {
      body: { token: card('analyst').split('#')[1], device: 'reads' },
    })
    const as = (session.body as { session: string }).session
    const list = (await server.api(`/api/dialogues/${dialogue}/snapshots`, { as })).body as { hash: string }[]
    expect.soft(list).toHaveLength(1)
    const hash = list[0]?.hash ?? ''
    const snapshot = (await server.api(`/api/snapshots/${hash}`, { as })).body as Snapshot
    const handedOut = (await server.api(`/api/snapshots/${hash}/text`, { as })).body as Sidecar
    const kept = await server.parts.snapshots.sidecar(hash)
    const [one, other] = [...snapshot.boards].sort((a, b) => a.number - b.number)
    if (kept === null || one === undefined || other === undefined) throw new Error('no snapshot of two tables')

    const by = (texts: typeof own, seat: Seat, ...how: readonly string[]) => [texts[seat], ...how].join(' · ')
    const words = 'words'
    const signed = (seat: Seat, as: string, how = 'own-typing') => by(own, seat, as, seat, how)
    const nobodys = (seat: Seat, as: string, how = 'own-typing') => by(unsigned, seat, as, 'nobody', how)
    expect
      .soft(saidOn(one, kept))
      .toEqual(
        [
          signed('T1-01', words),
          signed('T1-02', words),
          signed('T1-03', 'element', 'paper'),
          nobodys('T1-01', words),
          nobodys('T1-02', 'element'),
          nobodys('T1-03', 'sheet unplaced', 'paper'),
          `${pictured[0]} · element · nobody · nobody`,
        ].sort(),
      )
    expect
      .soft(saidOn(other, kept))
      .toEqual(
        [
          signed('T2-01', words),
          signed('T2-02', words),
          signed('T2-03', 'element', 'paper'),
          nobodys('T2-01', 'element'),
          nobodys('T2-01', 'element'),
          nobodys('T2-02', words),
          nobodys('T2-03', words, 'paper'),
          `${pictured[1]} · element · nobody · nobody`,
        ].sort(),
      )
    const question = 'How should we get about in 2040?'
    expect.soft(wordingsOn(one, kept)).toEqual([question, positions[0], positions[1], argued, own['T1-02']].sort())
    expect.soft(wordingsOn(other, kept)).toEqual([question, positions[2], positions[3], byPhone, own['T2-01']].sort())
    expect
      .soft(sheetsOn(one))
      .toEqual([
        'signed · T1-01 · map · own-typing',
        'signed · T1-02 · map · own-typing',
        'signed · T1-03 · canvas · paper',
        'unsigned · nobody · canvas · own-typing',
        'unsigned · nobody · map · own-typing',
        'unsigned · nobody · unplaced · paper',
      ])
    expect
      .soft(sheetsOn(other))
      .toEqual([
        'signed · T2-01 · map · own-typing',
        'signed · T2-02 · map · own-typing',
        'signed · T2-03 · canvas · paper',
        'unsigned · nobody · canvas · own-typing',
        'unsigned · nobody · map · own-typing',
        'unsigned · nobody · map · paper',
      ])
    const cast = (seat: Seat, how: string, on: readonly string[], votes: readonly string[]) => [
      ...on.map((wording, n) => `${seat} · ${wording} · ${how} · ${votes[n]}`),
      `${seat} · ways · ${how} · trams+shade`,
    ]
    const on1 = [positions[0], positions[1], argued, own['T1-02']]
    expect
      .soft(ballotsOn(one, kept))
      .toEqual(
        [
          ...cast('T1-01', 'phone', on1, ['agree', 'disagree', 'pass', 'agree']),
          ...cast('T1-02', 'phone', on1, ['agree', 'pass', 'agree', 'agree']),
          ...cast('T1-03', 'paper', on1, ['agree', 'pass', 'disagree', 'agree']),
          'table · table · yes',
        ].sort(),
      )
    const on2 = [positions[2], positions[3], byPhone, own['T2-01']]
    expect
      .soft(ballotsOn(other, kept))
      .toEqual(
        [
          ...cast('T2-01', 'phone', on2, ['disagree', 'agree', 'agree', 'pass']),
          ...cast('T2-02', 'phone', on2, ['agree', 'agree', 'pass', 'agree']),
          ...cast('T2-03', 'paper', on2, ['disagree', 'agree', 'agree', 'pass']),
          'table · table · yes',
        ].sort(),
      )
    expect
      .soft(answersIn(snapshot, kept))
      .toEqual([
        `no, 5, ${whys[1]}`,
        `no, 5, ${whys[0]}`,
        'yes, 3, not-asked',
        'yes, 7, not-asked',
        'yes, 8, not-asked',
        'yes, 9, not-asked',
      ])
    // What leaves has every row of it, and not a word of who does not want to be quoted.
    const out = JSON.stringify(handedOut)
    for (const text of [own['T2-03'], unsigned['T2-03'], whys[1]]) expect.soft(out).not.toContain(text)
    for (const text of [own['T2-01'], unsigned['T2-01'], own['T1-03'], whys[0]]) expect.soft(out).toContain(text)
    expect.soft(`${JSON.stringify(snapshot)}${JSON.stringify(kept)}`).not.toContain('marmalade')
    expect.soft(people.flatMap(({ troubles }) => troubles)).toEqual([])
  }, 300_000)
})
