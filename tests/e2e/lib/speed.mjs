// What a key costs: the time of the page's own thread, with painting, and by the clock.

/** Types a sentence into what has the focus. The thread's own time leaves out what other work on the machine takes. */
export async function keyCost(page) {
  await page.evaluate(() => {
    globalThis.took = [];
    if (globalThis.timesKeys) return;
    globalThis.timesKeys = true;
    const channel = new MessageChannel();
    let began = 0;
    channel.port1.onmessage = () => {
      // Script is over; the layout it asks for is paid here.
      void document.activeElement.offsetHeight;
      globalThis.took.push(performance.now() - began);
    };
    addEventListener(
      'keydown',
      () => {
        began = performance.now();
        channel.port2.postMessage(0);
      },
      true,
    );
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1_000;
  };
  const before = await spent();
  const typed = 'The quick brown fox jumps over the lazy dog, and once more over it.';
  await page.keyboard.type(typed, { delay: 30 });
  const cpu = ((await spent()) - before) / typed.length;
  await session.detach();
  const took = (await page.evaluate(() => globalThis.took)).sort((a, b) => a - b);
  return { cpu, median: took[Math.floor(took.length / 2)], most: took[Math.floor(took.length * 0.99)] };
}
