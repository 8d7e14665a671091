// Keeps the newest proposal's approval tracker as it is now: each event fetches the server's own fragment again.
for (const tracker of document.querySelectorAll('[data-approval][data-live="true"]')) {
  const events = new EventSource(tracker.dataset.events);
  let first = true;
  events.addEventListener('approval', async () => {
    if (first) {
      // The page has just been drawn with this very state.
      first = false;
      return;
    }
    const answer = await fetch(tracker.dataset.fragment, { headers: { Accept: 'text/html' } });
    if (answer.ok && !answer.redirected) {
      tracker.innerHTML = await answer.text();
    }
  });
  addEventListener('pagehide', () => events.close());
}
