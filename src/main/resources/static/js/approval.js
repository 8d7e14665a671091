// Keeps the newest proposal's approval tracker as it is now: each event fetches the server's own fragment again.
for (const tracker of document.querySelectorAll('[data-approval][data-live="true"]')) {
  const words = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  let events;
  let turn = Promise.resolve();

  const refresh = async () => {
    const answer = await fetch(tracker.dataset.fragment, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
    // An unchanged tracker stays, or a screen reader would read it out anew.
    if (words(fresh) !== words(tracker)) {
      tracker.replaceChildren(...fresh.childNodes);
    }
  };

  // The first event counts too: an approver may have decided between the drawing of the page and the opening of the stream.
  const open = () => {
    events = new EventSource(tracker.dataset.events);
    events.addEventListener('approval', () => {
      // One after another, so that an older answer never comes last; a lost one is made up for on reconnection.
      turn = turn.then(refresh).catch(() => {});
    });
  };

  // A page taken from the browser's history listens again.
  addEventListener('pageshow', open);
  addEventListener('pagehide', () => events?.close());
}
