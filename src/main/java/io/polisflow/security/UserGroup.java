package io.polisflow.security;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The groups that models, grants and pages name: one place for their ids and for the names that users read. */
public enum UserGroup {
    SALES("sales", "Продажи"),
    UNDERWRITERS("underwriters", "Андеррайтеры"),
    LAWYERS("lawyers", "Юристы"),
    HEADS("heads", "Руководители продаж"),
    SUPERVISORS("supervisors", "Супервизоры"),
    ANALYSTS("analysts", "Аналитики"),
    ADMINISTRATORS("camunda-admin", "Администраторы");

    private final String id;
    private final String title;

    UserGroup(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The id that a model's candidate groups and the identity service use. */
    public String id() {
        return id;
    }

    /** The Russian name shown to users. */
    public String title() {
        return title;
    }

    /** The names of those of the groups that are ours. */
    static List<String> titles(Collection<String> ids) {
        return Stream.of(values())
                .filter(group -> ids.contains(group.id))
                .map(UserGroup::title)
                .toList();
    }
}
