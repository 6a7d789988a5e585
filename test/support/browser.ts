/** Finds the browser of the real-browser tests; `run.ts` installs one where none stands. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser } from '@playwright/test'

const places = [
  process.env['CHROME_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

export const findBrowser = (): string | null =>
  [...places, chromium.executablePath()].find((path) => path !== '' && existsSync(path)) ?? null

/** System Chromium or Chrome; on Debian as root the package; else Playwright's own. Null with a printed reason if none. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser()
  if (found) return found
  try {
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      say('installing the Debian package chromium')
      execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
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

/** Most flags keep Chromium from calling home: in a hall without internet those calls only slow it down. */
export const launch = (): Promise<Browser> => {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no browser: run `pnpm test`, which finds or installs one')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb', // a screen's own profile does not colour its pictures
    ],
  })
}
