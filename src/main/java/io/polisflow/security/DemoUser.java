package io.polisflow.security;

import java.util.List;

/** The people of a fresh machine: a password equal to the id is good for a demonstration and nothing else. */
record DemoUser(String id, String firstName, String lastName, UserGroup group) {

    static final List<DemoUser> ALL = List.of(
            new DemoUser("manager", "Анна", "Морозова", UserGroup.SALES),
            new DemoUser("manager2", "Илья", "Кузнецов", UserGroup.SALES),
            new DemoUser("underwriter", "Пётр", "Соколов", UserGroup.UNDERWRITERS),
            new DemoUser("lawyer", "Елена", "Волкова", UserGroup.LAWYERS),
            new DemoUser("head", "Сергей", "Орлов", UserGroup.HEADS),
            new DemoUser("supervisor", "Ольга", "Новикова", UserGroup.SUPERVISORS),
            new DemoUser("analyst", "Дмитрий", "Зайцев", UserGroup.ANALYSTS),
            new DemoUser("admin", "Мария", "Лебедева", UserGroup.ADMINISTRATORS));

    String email() {
        return id + "@polisflow.example";
    }
}
