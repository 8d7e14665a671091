// The card's chart, drawn from the table below it, and taking over what a colleague wrote.
(() => {
  function draw(canvas) {
    const rows = [...canvas.closest('figure').querySelectorAll('[data-year]')];
    const style = getComputedStyle(document.documentElement);
    new Chart(canvas, {
      type: 'bar',
      data: {
        labels: rows.map(row => row.dataset.year),
        datasets: [{
          data: rows.map(row => Number(row.dataset.rubles)),
          backgroundColor: style.getPropertyValue('--brand').trim() || '#0f4c81',
          maxBarThickness: 48
        }]
      },
      options: {
        maintainAspectRatio: false,
        animation: false,
        locale: 'ru-RU',
        plugins: {
          legend: {display: false},
          tooltip: {callbacks: {label: bar => rows[bar.dataIndex].cells[1].textContent}}
        },
        scales: {y: {beginAtZero: true, ticks: {maxTicksLimit: 5}}, x: {grid: {display: false}}}
      }
    });
  }

  function drawIn(part) {
    for (const canvas of part.querySelectorAll('canvas[data-premiums]')) {
      if (window.Chart && !Chart.getChart(canvas)) {
        draw(canvas);
      }
    }
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-take]');
    if (button) {
      const field = document.getElementById(button.dataset.into);
      field.value = button.dataset.take;
      field.focus();
    }
  });
  document.addEventListener('htmx:load', event => drawIn(event.detail.elt));
  drawIn(document);
})();
