package io.polisflow.security;

import static io.polisflow.security.UserGroup.ADMINISTRATORS;
import static io.polisflow.security.UserGroup.ANALYSTS;
import static io.polisflow.security.UserGroup.HEADS;
import static io.polisflow.security.UserGroup.LAWYERS;
import static io.polisflow.security.UserGroup.SALES;
import static io.polisflow.security.UserGroup.SUPERVISORS;
import static io.polisflow.security.UserGroup.UNDERWRITERS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role calls which address of the engine's REST API and of the web apps; whatever stands in no row is refused to all.
 *
 * <p>A row opens an address and grants nothing: whose tasks and which models are answered is decided by {@link Authorizations} and
 * {@link Sights}.
 */
final class EngineRestTable {

    private static final Set<UserGroup> EVERYBODY = EnumSet.allOf(UserGroup.class);
    private static final Set<UserGroup> WORKERS = EnumSet.of(SALES, UNDERWRITERS, LAWYERS, HEADS, SUPERVISORS);
    private static final Set<UserGroup> IN_TASKLIST =
            EnumSet.of(SALES, UNDERWRITERS, LAWYERS, HEADS, SUPERVISORS, ADMINISTRATORS);
    private static final Set<UserGroup> IN_COCKPIT = EnumSet.of(SUPERVISORS, ANALYSTS, ADMINISTRATORS);

    private static final List<Row> ROWS = rows();

    private EngineRestTable() {}

    /** @param pattern below the engine's REST API, or with the web app's path from {@code /camunda/api} on */
    record Row(String method, PathPattern pattern, Set<UserGroup> groups) {

        boolean matches(String asked, PathContainer path) {
            return method.equals(asked) && pattern.matches(path);
        }
    }

    static List<Row> table() {
        return ROWS;
    }

    /**
     * Whether one of the groups may call the address.
     *
     * @param path as {@link Row#pattern}; the name of an engine in front must be gone
     * @param groups ids
     */
    static boolean allows(String method, String path, Collection<String> groups) {
        String asked = "HEAD".equals(method) ? "GET" : method;
        // What somebody might do with a resource is told by the engine after their grants.
        if ("OPTIONS".equals(asked)) {
            return true;
        }
        // Cockpit asks for the list of engines with a slash at the end, which to JAX-RS is the same address.
        PathContainer parsed =
                PathContainer.parsePath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        return ROWS.stream()
                .filter(row -> row.matches(asked, parsed))
                .anyMatch(row -> row.groups() == EVERYBODY
                        || row.groups().stream().map(UserGroup::id).anyMatch(groups::contains));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();

        // The web apps' own start: engine, profile, groups, what one may open.
        add(rows, EVERYBODY, "GET", "/engine", "/version", "/authorization/check", "/telemetry/configuration");
        add(rows, EVERYBODY, "GET", "/identity/groups", "/identity/password-policy", "/user/{id}/profile");
        add(rows, EVERYBODY, "POST", "/identity/password-policy");
        add(rows, EVERYBODY, "PUT", "/user/{id}/profile", "/user/{id}/credentials");
        add(rows, EVERYBODY, "GET", "/camunda/api/admin/auth/user/{engine}");
        add(rows, EVERYBODY, "POST", "/camunda/api/admin/auth/user/{engine}/logout");
        add(rows, EVERYBODY, "GET", "/camunda/api/{app}/plugin/{plugin}/static/**");

        // Tasklist: lists, one task, its form, and what its card offers.
        add(rows, IN_TASKLIST, "GET", "/filter", "/filter/count", "/filter/{id}");
        add(rows, IN_TASKLIST, "GET", "/filter/{id}/{how:list|count|singleResult}");
        // Its tab «История».
        add(rows, IN_TASKLIST, "GET", "/history/user-operation", "/history/user-operation/count");
        add(rows, IN_TASKLIST, "POST", "/filter/{id}/{how:list|count|singleResult}", "/task", "/task/count");
        add(
                rows,
                IN_TASKLIST,
                "GET",
                "/task",
                "/task/count",
                "/task/{id}",
                "/task/{id}/{part:form|deployed-form|rendered-form}");
        add(rows, IN_TASKLIST, "GET", "/task/{id}/{part:form-variables|identity-links|comment|attachment}");
        add(rows, IN_TASKLIST, "GET", "/task/{id}/{part:comment|attachment}/{one}", "/task/{id}/attachment/{one}/data");
        add(rows, IN_TASKLIST, "GET", "/task/{id}/{scope:variables|localVariables}");
        add(rows, IN_TASKLIST, "GET", "/task/{id}/{scope:variables|localVariables}/{name}");
        add(rows, IN_TASKLIST, "GET", "/task/{id}/{scope:variables|localVariables}/{name}/data");
        add(rows, WORKERS, "POST", "/task/{id}/{act:claim|unclaim|assignee|complete|submit-form}");
        // Files belong into the CRM, which seals them; what would be attached here lay open in the engine's tables.
        add(rows, WORKERS, "POST", "/task/{id}/comment/create");

        // Models and their start forms; only sales begin processes.
        for (String model : List.of("/process-definition/{id}", "/process-definition/key/{key}")) {
            add(rows, EVERYBODY, "GET", model, model + "/{part:xml|diagram}");
            add(rows, EVERYBODY, "GET", model + "/{part:startForm|deployed-start-form|form-variables|rendered-form}");
            add(rows, EnumSet.of(SALES), "POST", model + "/{act:start|submit-form}");
        }
        add(rows, EVERYBODY, "GET", "/process-definition", "/process-definition/count");

        // Cockpit reads; the engine answers analysts and administrators of models alone.
        add(
                rows,
                IN_COCKPIT,
                "GET",
                "/{what:process-definition|decision-definition|decision-requirements-definition}/**");
        add(
                rows,
                IN_COCKPIT,
                "GET",
                "/{what:process-instance|execution|variable-instance|incident|job|job-definition}/**");
        add(rows, IN_COCKPIT, "GET", "/{what:external-task|event-subscription|batch|deployment|history|metrics}/**");
        add(rows, IN_COCKPIT, "GET", "/decision-definition", "/decision-requirements-definition");
        add(rows, IN_COCKPIT, "GET", "/{what:case-definition|case-instance|case-execution}/**", "/user", "/user/count");
        add(
                rows,
                IN_COCKPIT,
                "GET",
                "/group",
                "/group/count",
                "/group/{id}",
                "/tenant",
                "/tenant/count",
                "/telemetry/data");
        add(
                rows,
                IN_COCKPIT,
                "POST",
                "/{what:process-instance|execution|variable-instance|job|job-definition|external-task}");
        add(
                rows,
                IN_COCKPIT,
                "POST",
                "/{what:process-instance|execution|variable-instance|job|job-definition|external-task}/count");
        for (String kind : List.of(
                "process-instance|activity-instance|task", "variable-instance|detail|job-log|external-task-log")) {
            add(rows, IN_COCKPIT, "POST", "/history/{kind:" + kind + "}", "/history/{kind:" + kind + "}/count");
        }
        add(rows, IN_COCKPIT, "GET", "/camunda/api/cockpit/plugin/base/{engine}/**");
        add(rows, IN_COCKPIT, "POST", "/camunda/api/cockpit/plugin/base/{engine}/**");

        // Supervisors hand over, set dates, repair what has stuck.
        Set<UserGroup> supervisors = EnumSet.of(SUPERVISORS);
        add(rows, supervisors, "PUT", "/task/{id}", "/job/{id}/{part:retries|duedate|suspended}");
        add(rows, supervisors, "POST", "/task/{id}/identity-links", "/task/{id}/identity-links/delete", "/message");
        add(rows, supervisors, "PUT", "/process-instance/{id}/suspended", "/process-instance/suspended");
        add(
                rows,
                supervisors,
                "PUT",
                "/job-definition/{id}/retries",
                "/history/user-operation/{id}/{act:set|clear}-annotation");
        add(
                rows,
                supervisors,
                "POST",
                "/process-instance/job-retries",
                "/job/retries",
                "/process-instance/{id}/modification");
        add(
                rows,
                supervisors,
                "POST",
                "/job/{id}/execute",
                "/job/{id}/duedate/recalculate",
                "/process-instance/{id}/variables");
        add(
                rows,
                supervisors,
                "PUT",
                "/process-instance/{id}/variables/{name}",
                "/execution/{id}/localVariables/{name}");
        add(
                rows,
                supervisors,
                "DELETE",
                "/process-instance/{id}/variables/{name}",
                "/execution/{id}/localVariables/{name}");

        Set<UserGroup> keepersOfFilters = EnumSet.of(SUPERVISORS, ADMINISTRATORS);
        add(rows, keepersOfFilters, "POST", "/filter/create");
        add(rows, keepersOfFilters, "PUT", "/filter/{id}");
        add(rows, keepersOfFilters, "DELETE", "/filter/{id}");

        // Modeler shows the words with which the engine refuses everybody but analysts and administrators.
        add(rows, EVERYBODY, "POST", "/deployment/create");
        add(rows, EnumSet.of(ANALYSTS, ADMINISTRATORS), "DELETE", "/deployment/{id}");

        // Admin: people, groups, grants, the system.
        Set<UserGroup> administrators = EnumSet.of(ADMINISTRATORS);
        add(
                rows,
                administrators,
                "GET",
                "/authorization",
                "/authorization/count",
                "/authorization/{id}",
                "/schema/log");
        add(
                rows,
                administrators,
                "POST",
                "/authorization/create",
                "/user/create",
                "/user/{id}/unlock",
                "/group",
                "/group/count");
        add(rows, administrators, "POST", "/group/create", "/tenant/create", "/schema/log");
        add(
                rows,
                administrators,
                "PUT",
                "/authorization/{id}",
                "/group/{id}",
                "/group/{id}/members/{user}",
                "/tenant/{id}");
        add(
                rows,
                administrators,
                "DELETE",
                "/authorization/{id}",
                "/user/{id}",
                "/group/{id}",
                "/group/{id}/members/{user}");
        add(rows, administrators, "GET", "/tenant/{id}");
        add(rows, administrators, "PUT", "/tenant/{id}/{what:user-members|group-members}/{member}");
        add(rows, administrators, "DELETE", "/tenant/{id}", "/tenant/{id}/{what:user-members|group-members}/{member}");
        add(rows, administrators, "GET", "/camunda/api/admin/plugin/adminPlugins/{engine}/metrics/aggregated");
        return List.copyOf(rows);
    }

    private static void add(List<Row> rows, Set<UserGroup> groups, String method, String... patterns) {
        for (String pattern : patterns) {
            rows.add(new Row(method, PathPatternParser.defaultInstance.parse(pattern), groups));
        }
    }
}
