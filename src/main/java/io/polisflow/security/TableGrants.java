package io.polisflow.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Keeps administrators from granting, to themselves or to others, what concerns deals: that is decided by the table in
 * {@link Authorizations} alone.
 *
 * <p>Spares those who are in few groups a question to the database with every command.
 */
class TableGrants extends AuthorizationManager {

    /** What an administrator may grant in Admin: access to web apps, people, filters, models' files. */
    private static final Set<Integer> GRANTED_BY_HAND = Set.of(
            Resources.APPLICATION.resourceType(),
            Resources.USER.resourceType(),
            Resources.GROUP.resourceType(),
            Resources.GROUP_MEMBERSHIP.resourceType(),
            Resources.TENANT.resourceType(),
            Resources.TENANT_MEMBERSHIP.resourceType(),
            Resources.AUTHORIZATION.resourceType(),
            Resources.FILTER.resourceType(),
            Resources.DEPLOYMENT.resourceType(),
            Resources.SYSTEM.resourceType());

    /** So many can be named in a query. */
    private static final int FEW_GROUPS = 20;

    /** Whether grants for the resource are the table's alone. */
    static boolean isTables(Resource resource) {
        return !GRANTED_BY_HAND.contains(resource.resourceType());
    }

    @Override
    public void insert(DbEntity authorization) {
        requireByHand((AuthorizationEntity) authorization);
        super.insert(authorization);
    }

    @Override
    public void update(AuthorizationEntity authorization) {
        requireByHand(authorization);
        super.update(authorization);
    }

    @Override
    public void delete(DbEntity authorization) {
        requireByHand((AuthorizationEntity) authorization);
        super.delete(authorization);
    }

    /** The engine leaves out groups that were granted nothing, for people of hundreds of groups, by a question with every command. */
    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups != null && groups.size() <= FEW_GROUPS
                ? new ArrayList<>(groups)
                : super.filterAuthenticatedGroupIds(groups);
    }

    private static void requireByHand(AuthorizationEntity authorization) {
        CommandContext context = Context.getCommandContext();
        boolean person = context.getAuthentication() != null && context.isAuthorizationCheckEnabled();
        if (person && !GRANTED_BY_HAND.contains(authorization.getResourceType())) {
            throw new AuthorizationException("Права на процессы, задачи, решения и их историю задаёт таблица ролей"
                    + " приложения, вручную их не выдают и не отзывают. Ничего не изменено.");
        }
    }
}
