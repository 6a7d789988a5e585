/**
 * Finds the browser of the real-browser tests; `run.ts` installs one where none stands. Most stories are told in Chromium's
 * headless shell where Debian has it, and in the whole browser elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from '@playwright/test'

const places = [
  process.env['CHROME_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A browser with a window, though none is opened: what people have. */
const findWhole = (): string | null =>
  [...places, chromium.executablePath()].find((path) => path !== '' && existsSync(path)) ?? null

/** The same engine without the window's own parts: half the processor for the same story. CHROME_PATH goes before it. */
const shell = '/usr/bin/chromium-headless-shell'
const findShell = (): string | null => (!process.env['CHROME_PATH'] && existsSync(shell) ? shell : null)

export const findBrowser = (): string | null => findShell() ?? findWhole()

/** System Chromium or Chrome; on Debian as root the package; else Playwright's own. Null with a printed reason if none. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser()
  if (found) return found
  try {
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      say('installing the Debian packages chromium and chromium-headless-shell')
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      const install = (name: string) =>
        execFileSync('apt-get', ['install', '-y', '-qq', name], { stdio: 'ignore', env })
      execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
      install('chromium')
      try {
        install('chromium-headless-shell')
      } catch {
        say('no chromium-headless-shell here: browser tests run in chromium')
      }
    } else {
      say("installing Playwright's own Chromium")
      execFileSync('node', ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
        cwd: new URL('..', import.meta.url),
        stdio: 'ignore',
      })
    }
  } catch (cause) {
    say(`not run: browser tests (no Chromium or Chrome found, and none could be installed: ${String(cause)})`)
  }
  return findBrowser()
}

/** The whole one for what is measured, and where a story is only true in it. */
export type Which = 'any' | 'whole'

/** Whoever watches agreed at the door before (`client/observe/agreed`). */
function agreedBefore(): void {
  const link = /\/watch\/([^/?#]+)/.exec(location.pathname)?.[1]
  if (link !== undefined) localStorage.setItem(`tablee.agreed.${link.slice(0, 8)}`, 'yes')
}
type Contexts = (options?: BrowserContextOptions) => Promise<BrowserContext>
const fresh = new WeakMap<Browser, Contexts>()
/** A device on which nobody has watched yet. */
export function newcomer(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = fresh.get(browser)
  if (context === undefined) throw new Error('not a browser that `launch` opened')
  return context(options)
}

/**
 * The application is not kept for times without a network, as on plain http: to fetch and compile all of it in each fresh
 * profile costs more of the processor than the story that it is for.
 */
function keepsNoShell(): void {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register = () => Promise.reject(new Error('not in this story'))
}
/** For the visitor of a story whose page opens without a network. */
export const shellIsKept = { serviceWorkers: 'allow' } as const satisfies BrowserContextOptions
/** In the browsers of one of so many files every page keeps its application, as people's do on the day; `SHELLS=all` in each, `SHELLS=few` in none. */
const oneOf = 8
/** Which files chance picks: the same again by `SHELLS_SEED`, also where one of them runs alone. */
const seedOfShells = process.env['SHELLS_SEED'] ?? String(Math.floor(Math.random() * 1_000_000))
async function picksShells(): Promise<boolean> {
  // Whoever opens a browser outside of a test measures.
  if (!process.env['VITEST']) return false
  const { expect } = await import('vitest')
  const file = basename(expect.getState().testPath ?? '')
  return createHash('sha256').update(`${seedOfShells} ${file}`).digest().readUInt32BE() % oneOf === 0
}

/** Most flags keep Chromium from calling home: in a hall without internet those calls only slow it down. `flags`: a test's own. */
export const launch = async (which: Which = 'any', flags: readonly string[] = []): Promise<Browser> => {
  const executablePath = which === 'whole' ? (findWhole() ?? findShell()) : findBrowser()
  if (!executablePath) throw new Error('no browser: run `pnpm test`, which finds or installs one')
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The shell has no service behind it: whoever asks whether speech is understood on the device loses the page.
      ...(executablePath === shell ? ['--disable-blink-features=OnDeviceWebSpeechAvailable'] : []),
      '--force-color-profile=srgb', // a screen's own profile does not colour its pictures
      ...flags,
    ],
  })
  const plain: Contexts = browser.newContext.bind(browser)
  fresh.set(browser, plain)
  // What is measured is measured as people have it.
  const asked = process.env['SHELLS']
  const shells = which === 'whole' || (asked === undefined ? await picksShells() : asked === 'all')
  if (shells && which !== 'whole')
    console.log(`every page of this browser keeps its application (SHELLS_SEED=${seedOfShells}, or SHELLS=all)`)
  browser.newContext = async (options) => {
    const context = await plain(options)
    await context.addInitScript(agreedBefore)
    if (!shells && options?.serviceWorkers === undefined) await context.addInitScript(keepsNoShell)
    return context
  }
  return browser
}
