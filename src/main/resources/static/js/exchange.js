// Brings what was said to and by an outside system when its line is opened; without a script the link inside does.
for (const line of document.querySelectorAll('details.exchange')) {
  line.addEventListener('toggle', async () => {
    if (!line.open || line.dataset.loaded) {
      return;
    }
    try {
      const answer = await fetch(line.dataset.texts);
      if (!answer.ok || answer.redirected) {
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      line.querySelector('p').replaceWith(page.querySelector('.exchange-texts'));
      line.dataset.loaded = 'true';
    } catch {
      // The link stays.
    }
  });
}
