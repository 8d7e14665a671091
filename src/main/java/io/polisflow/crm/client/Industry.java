package io.polisflow.crm.client;

import java.util.Arrays;
import java.util.Optional;

/** The section of OKVED 2 that a main code belongs to, told by the code's first two digits. */
public enum Industry {
    A("Сельское, лесное хозяйство, охота, рыболовство и рыбоводство", 1, 3),
    B("Добыча полезных ископаемых", 5, 9),
    C("Обрабатывающие производства", 10, 33),
    D("Обеспечение электрической энергией, газом и паром; кондиционирование воздуха", 35, 35),
    E("Водоснабжение; водоотведение, сбор и утилизация отходов, ликвидация загрязнений", 36, 39),
    F("Строительство", 41, 43),
    G("Торговля оптовая и розничная; ремонт автотранспортных средств и мотоциклов", 45, 47),
    H("Транспортировка и хранение", 49, 53),
    I("Деятельность гостиниц и предприятий общественного питания", 55, 56),
    J("Деятельность в области информации и связи", 58, 63),
    K("Деятельность финансовая и страховая", 64, 66),
    L("Деятельность по операциям с недвижимым имуществом", 68, 68),
    M("Деятельность профессиональная, научная и техническая", 69, 75),
    N("Деятельность административная и сопутствующие дополнительные услуги", 77, 82),
    O("Государственное управление и военная безопасность; социальное обеспечение", 84, 84),
    P("Образование", 85, 85),
    Q("Деятельность в области здравоохранения и социальных услуг", 86, 88),
    R("Деятельность в области культуры, спорта, организации досуга и развлечений", 90, 93),
    S("Предоставление прочих видов услуг", 94, 96),
    T("Деятельность домашних хозяйств как работодателей и для собственного потребления", 97, 98),
    U("Деятельность экстерриториальных организаций и органов", 99, 99);

    private final String label;
    private final int first;
    private final int last;

    Industry(String label, int first, int last) {
        this.label = label;
        this.first = first;
        this.last = last;
    }

    /** @return the section's name, without its letter */
    public String label() {
        return label;
    }

    int firstClass() {
        return first;
    }

    int lastClass() {
        return last;
    }

    /**
     * @param okved e.g. {@code 64.19}; null and what is no code are answered with empty, as is a class that OKVED 2 has not
     */
    public static Optional<Industry> of(String okved) {
        if (okved == null || !okved.matches("[0-9]{2}(\\..*)?")) {
            return Optional.empty();
        }
        int okvedClass = Integer.parseInt(okved.substring(0, 2));
        return Arrays.stream(values())
                .filter(section -> section.first <= okvedClass && okvedClass <= section.last)
                .findFirst();
    }
}
