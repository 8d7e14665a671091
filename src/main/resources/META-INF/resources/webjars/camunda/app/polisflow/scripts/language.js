// Labels and dates are Russian before the web app draws its first page. Left to itself it asks for its labels while it
// draws, and whoever opens a deep link on a slow line keeps the labels' keys in headings, tabs and column heads.
import {plural} from './plural.js';
import {configuration, name, readFile, root, tell} from './web-app.js';

document.documentElement.lang = 'ru';
document.querySelector('link[rel=icon]').href = `${root}/favicon.ico`;

const COUNTED = {
  mm: ['минуту', 'минуты', 'минут'],
  hh: ['час', 'часа', 'часов'],
  dd: ['день', 'дня', 'дней'],
  MM: ['месяц', 'месяца', 'месяцев'],
  yy: ['год', 'года', 'лет']
};

const count = (number, withoutSuffix, key) => {
  const forms = key === 'mm' && withoutSuffix ? ['минута', 'минуты', 'минут'] : COUNTED[key];
  return number + ' ' + plural(number, ...forms);
};

// What a locale file cannot say: three plural forms, and «минута» but «через минуту».
const RELATIVE_TIME = {
  future: 'через %s',
  past: '%s назад',
  s: 'несколько секунд',
  m: (number, withoutSuffix) => (withoutSuffix ? 'минута' : 'минуту'),
  mm: count,
  h: 'час',
  hh: count,
  d: 'день',
  dd: count,
  M: 'месяц',
  MM: count,
  y: 'год',
  yy: count
};

const capitalised = word => word[0].toUpperCase() + word.slice(1);

const MONTHS = ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь', 'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь',
  'декабрь'].map(capitalised);
const SHORT_MONTHS = ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'].map(capitalised);
const DAYS = ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'].map(capitalised);
const SHORT_DAYS = ['Вс', 'Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб'];

// The calendar of form-js.
const FORM_CALENDAR = {
  weekdays: {shorthand: SHORT_DAYS, longhand: DAYS},
  months: {shorthand: SHORT_MONTHS, longhand: MONTHS},
  firstDayOfWeek: 1,
  rangeSeparator: ' — ',
  weekAbbreviation: 'Нед.',
  scrollTitle: 'Прокрутите, чтобы изменить',
  toggleTitle: 'Нажмите, чтобы переключить',
  yearAriaLabel: 'Год',
  monthAriaLabel: 'Месяц',
  hourAriaLabel: 'Час',
  minuteAriaLabel: 'Минута',
  time_24hr: true,
  ordinal: () => ''
};

// The calendar of the web apps' own date fields, and their numbers.
function localise($locale) {
  Object.assign($locale.DATETIME_FORMATS, {
    MONTH: MONTHS,
    STANDALONEMONTH: MONTHS,
    SHORTMONTH: SHORT_MONTHS,
    DAY: DAYS,
    SHORTDAY: SHORT_DAYS,
    FIRSTDAYOFWEEK: 0
  });
  Object.assign($locale.NUMBER_FORMATS, {DECIMAL_SEP: ',', GROUP_SEP: '\u00a0'});
  return $locale;
}

function prepare({labels, dateLocales}) {
  window.angular.module('pascalprecht.translate')
    .config(['$translateProvider', $translate => {
      const useLoader = $translate.useLoader;
      // The loader has nothing left to load, but it alone reaches the web app's own moment.js.
      $translate.useLoader = (loader, options) => {
        options.callback(null, {dateLocales: dateLocales && {...dateLocales, relativeTime: RELATIVE_TIME}}, 'ru');
        return useLoader(loader, options);
      };
      $translate.translations('ru', labels);
    }]);
  window.angular.module(`cam.${name}`)
    .decorator('$locale', ['$delegate', localise])
    // Cockpit and Admin know formats of their own and do not look into their config.js.
    .config(['camDateFormatProvider', formats => {
      for (const [use, format] of Object.entries(configuration().dateFormat)) {
        formats.setDateFormat(format, use);
      }
    }]);
}

try {
  prepare(await readFile(`${name}/locales/ru.json`));
} catch (fault) {
  // The web app then asks for the labels itself, as late as it may be.
  tell(fault);
}

if (window.flatpickr) {
  window.flatpickr.localize(FORM_CALENDAR);
}

export default [];
