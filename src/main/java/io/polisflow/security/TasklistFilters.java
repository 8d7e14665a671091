package io.polisflow.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * Creates the lists that a user finds in Tasklist.
 *
 * <p>They are sorted by due date or creation and never by a variable, for which no index helps.
 */
@Component
class TasklistFilters {

    private static final List<UserGroup> WORKERS =
            List.of(UserGroup.SALES, UserGroup.UNDERWRITERS, UserGroup.LAWYERS, UserGroup.HEADS);
    private static final List<UserGroup> OVERSEERS = List.of(UserGroup.SUPERVISORS, UserGroup.ADMINISTRATORS);
    private static final List<String> FORMER_VARIABLES = List.of("client", "dealNumber", "premium");

    private final FilterService filterService;
    private final TaskService taskService;
    private final Authorizations authorizations;

    TasklistFilters(FilterService filterService, TaskService taskService, Authorizations authorizations) {
        this.filterService = filterService;
        this.taskService = taskService;
        this.authorizations = authorizations;
    }

    void createMissing() {
        List<UserGroup> everyone = both(WORKERS, OVERSEERS);
        List<UserGroup> approval = both(List.of(UserGroup.UNDERWRITERS, UserGroup.LAWYERS, UserGroup.HEADS), OVERSEERS);
        List<UserGroup> selling = both(List.of(UserGroup.SALES, UserGroup.HEADS), OVERSEERS);

        Map<String, List<UserGroup>> readers = new HashMap<>();
        readers.put(
                filter(
                        "Мои задачи",
                        "Задачи, которые вы взяли в работу",
                        "#0f4c81",
                        10,
                        tasks().taskAssigneeExpression("${currentUser()}")),
                everyone);
        readers.put(
                filter(
                        "Моей группы",
                        "Задачи вашей группы: свободные и взятые в работу",
                        "#2a7f9e",
                        20,
                        tasks().taskCandidateGroupInExpression("${currentUserGroups()}")
                                .includeAssignedTasks()),
                WORKERS);
        readers.put(
                filter(
                        "Просроченные",
                        "Задачи вашей группы, срок которых прошёл",
                        "#c0392b",
                        30,
                        tasks().taskCandidateGroupInExpression("${currentUserGroups()}")
                                .includeAssignedTasks()
                                .dueBeforeExpression("${now()}")),
                WORKERS);
        readers.put(
                filter(
                        "Все просроченные",
                        "Задачи всех групп, срок которых прошёл",
                        "#c0392b",
                        30,
                        tasks().dueBeforeExpression("${now()}")),
                OVERSEERS);
        readers.put(
                filter(
                        "Сегодня",
                        "Ваши задачи и задачи вашей группы, срок которых до конца дня",
                        "#9a5b00",
                        35,
                        tasks().taskCandidateGroupInExpression("${currentUserGroups()}")
                                .includeAssignedTasks()
                                .dueBeforeExpression("${taskDays.tomorrow()}")),
                WORKERS);
        readers.put(
                filter("Замещаю", "Задачи тех, кого вы сегодня замещаете", "#8a4f7d", 37, ofAbsentColleagues()),
                WORKERS);
        readers.put(
                filter(
                        "Согласование",
                        "Коммерческие предложения на согласовании",
                        "#7d5ba6",
                        40,
                        tasks().processDefinitionKey("proposal-approval")),
                approval);
        readers.put(
                filter(
                        "Продления",
                        "Договоры, срок которых подходит к концу",
                        "#1d7a46",
                        42,
                        tasks().processDefinitionKey("policy-renewal")),
                selling);
        readers.put(
                filter(
                        "Повторные контакты",
                        "Проигранные сделки, к которым пора вернуться",
                        "#4a6fa5",
                        44,
                        tasks().processDefinitionKey("lost-deal")),
                selling);
        readers.put(
                filter(
                        "Все задачи",
                        "Открытые задачи всех групп",
                        "#5f6b7a",
                        50,
                        taskService.createTaskQuery().orderByTaskCreateTime().desc()),
                OVERSEERS);
        authorizations.allowFilters(readers);
    }

    private TaskQuery tasks() {
        return taskService.createTaskQuery().orderByDueDate().asc();
    }

    /** The engine has no method for it, but evaluates any condition of a query by its name. */
    private TaskQuery ofAbsentColleagues() {
        TaskQuery query = tasks();
        ((TaskQueryImpl) query).addExpression("taskAssigneeIn", "${absentColleagues.logins()}");
        return query;
    }

    /** @return the id of the one that is there or is made now */
    private String filter(String name, String description, String color, int priority, TaskQuery query) {
        return filterService.createTaskFilterQuery().filterName(name).list().stream()
                .findFirst()
                .map(this::withoutFormerVariables)
                .orElseGet(() -> save(name, description, color, priority, query))
                .getId();
    }

    /** An earlier release put these on the cards, which now say the same and more by themselves. */
    private Filter withoutFormerVariables(Filter filter) {
        Map<String, Object> properties = new HashMap<>(filter.getProperties());
        if (properties.get("variables") instanceof List<?> shown
                && namesOf(shown).equals(FORMER_VARIABLES)) {
            properties.put("variables", List.of());
            return filterService.saveFilter(filter.setProperties(properties));
        }
        return filter;
    }

    private static List<Object> namesOf(List<?> variables) {
        return variables.stream()
                .map(variable -> variable instanceof Map<?, ?> named ? (Object) named.get("name") : null)
                .toList();
    }

    private Filter save(String name, String description, String color, int priority, TaskQuery query) {
        Filter filter = filterService.newTaskFilter(name).setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "color",
                color,
                "priority",
                priority,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                List.of()));
        return filterService.saveFilter(filter);
    }

    private static List<UserGroup> both(List<UserGroup> first, List<UserGroup> second) {
        List<UserGroup> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
