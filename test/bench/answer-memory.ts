/** SIGUSR2: collects, then says on a line of its own what this process holds. All servers answer alike. */
export function answerMemory(): void {
  process.on('SIGUSR2', async () => {
    for (let n = 0; n < 3; n += 1) {
      globalThis.gc?.()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const { rss, heapUsed, external } = process.memoryUsage()
    console.log(`memory ${JSON.stringify({ rss, held: heapUsed + external })}`)
  })
}
