// The chart shows the numbers of the table below it, which stays the place to read them.
(() => {
  const colours = ['#0f4c81', '#d97a00', '#1d7a46', '#b3261e', '#6b4fa0', '#00838f', '#8a6d3b', '#5f6b7a', '#c2185b'];
  const shown = {
    COUNT: value => value.toLocaleString('ru-RU'),
    RUBLES: value => value.toLocaleString('ru-RU', {maximumFractionDigits: 0}) + ' ₽',
    HOURS: value => value.toLocaleString('ru-RU', {maximumFractionDigits: 1}) + ' ч',
    PERCENT: value => value.toLocaleString('ru-RU') + ' %',
  };
  let chart;

  const draw = () => {
    chart?.destroy();
    chart = undefined;
    const canvas = document.querySelector('.chart canvas');
    const table = document.getElementById('report-figures');
    if (!canvas || !table || !window.Chart) {
      return;
    }
    const text = shown[canvas.dataset.unit];
    const stacked = canvas.dataset.stacked === 'true';
    const rows = [...table.querySelectorAll('tbody tr')].slice(0, Number(canvas.dataset.rows));
    const cell = (row, column) => row.querySelector(`[data-column="${CSS.escape(column)}"]`);
    const datasets = canvas.dataset.columns.split(' ').map((column, i) => ({
      label: cell(rows[0], column).dataset.label,
      data: rows.map(row => Number(cell(row, column).dataset.value ?? 0)),
      backgroundColor: colours[i % colours.length],
      maxBarThickness: 26,
    }));
    const longest = canvas.parentElement.clientWidth < 500 ? 16 : 34;
    const labels = rows.map(row => {
      const name = row.cells[0].textContent;
      return name.length > longest ? name.slice(0, longest - 1) + '…' : name;
    });
    chart = new Chart(canvas, {
      type: 'bar',
      data: {labels, datasets},
      options: {
        indexAxis: 'y',
        animation: false,
        maintainAspectRatio: false,
        plugins: {
          legend: {display: datasets.length > 1, position: 'bottom', labels: {color: '#1d2a37', boxWidth: 14}},
          tooltip: {callbacks: {label: item => `${item.dataset.label}: ${text(item.parsed.x)}`}},
        },
        scales: {
          x: {stacked, beginAtZero: true, ticks: {precision: 0, color: '#5f6b7a', maxTicksLimit: 7, callback: value => text(value)}},
          y: {stacked, grid: {display: false}, ticks: {autoSkip: false, color: '#1d2a37'}},
        },
      },
    });
  };

  document.addEventListener('DOMContentLoaded', draw);
  document.addEventListener('htmx:afterSettle', draw);
})();
