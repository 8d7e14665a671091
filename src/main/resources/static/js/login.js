const form = document.getElementById('login');
const company = document.getElementById('company');
const opened = location.hash.replace(/^#\/login.*/, '');

// The part after # never reaches the server: without this the task that was open would be forgotten.
if (form) {
  form.addEventListener('submit', () => {
    form.action = form.action.split('#')[0] + opened;
  });
}
if (company) {
  // The way leads over the provider's pages; the web app takes it up again.
  if (opened) {
    sessionStorage.setItem('polisflow.opened', opened);
  }
  if (company.dataset.atOnce) {
    location.replace(company.href);
  }
}

for (const button of document.querySelectorAll('[data-user]')) {
  button.addEventListener('click', () => {
    form.username.value = button.dataset.user;
    form.password.value = button.dataset.user;
    form.requestSubmit();
  });
}
