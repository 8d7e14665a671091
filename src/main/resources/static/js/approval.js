// Keeps the newest proposal's approval tracker as it is now: each event fetches the server's own fragment again.
for (const tracker of document.querySelectorAll('[data-approval][data-live="true"]')) {
  const events = new EventSource(tracker.dataset.events);
  // The first event tells the present state: what changed since the page was drawn is not missed.
  events.addEventListener('approval', async () => {
    const answer = await fetch(tracker.dataset.fragment, { headers: { Accept: 'text/html' } });
    if (answer.ok && !answer.redirected) {
      tracker.innerHTML = await answer.text();
    }
  });
  addEventListener('pagehide', () => events.close());
}
