// A phone shows one day unless the address says otherwise: said before anything is drawn, so that nothing jumps.
if (!new URLSearchParams(location.search).has('view') && matchMedia('(max-width: 700px)').matches) {
  const address = new URL(location.href);
  address.searchParams.set('view', 'day');
  location.replace(address);
}
