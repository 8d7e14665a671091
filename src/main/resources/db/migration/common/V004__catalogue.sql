-- The product catalogue is data: a product with a later valid_from appears by itself on its first day.

insert into product (code, name, description, position, valid_from, valid_to) values
    ('property', 'Страхование имущества', 'Здания, оборудование и запасы от огня, воды, стихии и противоправных действий', 1, date '2025-01-01', null),
    ('osago', 'ОСАГО для юридических лиц', 'Обязательное страхование ответственности владельцев автопарка', 2, date '2025-01-01', null),
    ('casco-fleet', 'КАСКО автопарка', 'Ущерб и угон транспортных средств предприятия', 3, date '2025-01-01', null),
    ('vhi', 'Добровольное медицинское страхование', 'Медицинская помощь сотрудникам', 4, date '2025-01-01', null),
    ('general-liability', 'Общая гражданская ответственность', 'Вред жизни, здоровью и имуществу третьих лиц', 5, date '2025-01-01', null),
    ('hazardous-facility', 'Ответственность владельца опасного объекта (ОСОПО)', 'Обязательное страхование опасных производственных объектов', 6, date '2025-01-01', null),
    ('cargo', 'Страхование грузов', 'Утрата и повреждение груза при перевозке', 7, date '2025-01-01', null),
    ('business-interruption', 'Страхование перерыва в производстве', 'Потерянная прибыль и постоянные расходы после страхового случая', 8, date '2025-01-01', null);

insert into risk_parameter (id, product_code, code, label, hint, type, required, min_value, max_value, default_value, position) values
    (1, 'property', 'objectType', 'Тип объекта', null, 'OPTION', true, null, null, null, 1),
    (2, 'property', 'address', 'Адрес объекта', 'Город, улица, дом', 'TEXT', true, null, null, null, 2),
    (3, 'property', 'area', 'Площадь', 'Квадратные метры', 'NUMBER', true, 1, 5000000, null, 3),
    (4, 'property', 'buildYear', 'Год постройки', null, 'NUMBER', true, 1800, 2100, null, 4),
    (5, 'property', 'fireAlarm', 'Пожарная сигнализация есть', null, 'FLAG', true, null, null, 'true', 5),
    (6, 'osago', 'vehicleCategory', 'Категория транспорта', null, 'OPTION', true, null, null, 'B', 1),
    (7, 'osago', 'vehicleCount', 'Количество машин', null, 'NUMBER', true, 1, 10000, null, 2),
    (8, 'osago', 'enginePower', 'Мощность двигателя', 'Лошадиные силы, наибольшая в парке', 'NUMBER', true, 1, 2000, null, 3),
    (9, 'osago', 'territory', 'Территория преимущественного использования', null, 'OPTION', true, null, null, 'moscow', 4),
    (10, 'osago', 'bonusMalus', 'Коэффициент бонус-малус (КБМ)', 'От 0,46 до 3,92', 'NUMBER', true, 0.46, 3.92, '1.17', 5),
    (11, 'osago', 'useMonths', 'Период использования', 'Месяцев в году', 'NUMBER', true, 3, 12, '12', 6),
    (12, 'casco-fleet', 'vehicleCount', 'Количество машин', null, 'NUMBER', true, 1, 10000, null, 1),
    (13, 'casco-fleet', 'averageAge', 'Средний возраст машин', 'Полных лет', 'NUMBER', true, 0, 30, null, 2),
    (14, 'casco-fleet', 'usage', 'Использование', null, 'OPTION', true, null, null, 'own', 3),
    (15, 'vhi', 'employeeCount', 'Застрахованных сотрудников', null, 'NUMBER', true, 1, 500000, null, 1),
    (16, 'vhi', 'averageAge', 'Средний возраст', 'Полных лет', 'NUMBER', true, 18, 70, null, 2),
    (17, 'vhi', 'programme', 'Программа', null, 'OPTION', true, null, null, 'standard', 3),
    (18, 'general-liability', 'activity', 'Вид деятельности', null, 'OPTION', true, null, null, null, 1),
    (19, 'general-liability', 'annualRevenue', 'Годовая выручка', 'Рубли', 'NUMBER', true, 0, 10000000000000, null, 2),
    (20, 'hazardous-facility', 'hazardClass', 'Класс опасности', null, 'OPTION', true, null, null, null, 1),
    (21, 'hazardous-facility', 'facilityType', 'Тип объекта', 'Например, сеть газопотребления', 'TEXT', true, null, null, null, 2),
    (22, 'hazardous-facility', 'registrationNumber', 'Регистрационный номер ОПО', 'Например, А01-12345-0001', 'TEXT', true, null, null, null, 3),
    (23, 'cargo', 'cargoType', 'Вид груза', null, 'OPTION', true, null, null, 'general', 1),
    (24, 'cargo', 'route', 'Маршрут', 'Откуда и куда', 'TEXT', true, null, null, null, 2),
    (25, 'cargo', 'transport', 'Транспорт', null, 'OPTION', true, null, null, 'road', 3),
    (26, 'business-interruption', 'indemnityMonths', 'Период возмещения', 'Месяцев', 'NUMBER', true, 1, 24, '12', 1),
    (27, 'business-interruption', 'monthlyProfit', 'Прибыль в месяц', 'Рубли', 'NUMBER', true, 1, 1000000000000, null, 2);

insert into risk_parameter_option (parameter_id, position, code, label) values
    (1, 0, 'office', 'Офис'), (1, 1, 'warehouse', 'Склад'), (1, 2, 'production', 'Производство'), (1, 3, 'retail', 'Торговля'),
    (6, 0, 'B', 'B — легковые'), (6, 1, 'C', 'C — грузовые'), (6, 2, 'D', 'D — автобусы'),
    (9, 0, 'moscow', 'Москва'), (9, 1, 'spb', 'Санкт-Петербург'), (9, 2, 'region', 'Областной центр'), (9, 3, 'rural', 'Прочие населённые пункты'),
    (14, 0, 'own', 'Собственные нужды'), (14, 1, 'taxi', 'Такси'), (14, 2, 'delivery', 'Доставка'),
    (17, 0, 'basic', 'Базовая'), (17, 1, 'standard', 'Стандарт'), (17, 2, 'premium', 'Премиум'),
    (18, 0, 'services', 'Услуги'), (18, 1, 'trade', 'Торговля'), (18, 2, 'construction', 'Строительство'), (18, 3, 'production', 'Производство'),
    (20, 0, 'I', 'I — чрезвычайно высокая'), (20, 1, 'II', 'II — высокая'), (20, 2, 'III', 'III — средняя'), (20, 3, 'IV', 'IV — низкая'),
    (23, 0, 'general', 'Обычный'), (23, 1, 'fragile', 'Хрупкий'), (23, 2, 'dangerous', 'Опасный'), (23, 3, 'refrigerated', 'Рефрижераторный'),
    (25, 0, 'road', 'Автомобильный'), (25, 1, 'rail', 'Железнодорожный'), (25, 2, 'sea', 'Морской'), (25, 3, 'air', 'Воздушный');
