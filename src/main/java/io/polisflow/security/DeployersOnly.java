package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * Lets analysts and administrators deploy models and only administrators delete deployments, with which running deals would go;
 * whatever grant somebody was given by hand, or by the engine for what they deployed themselves.
 */
class DeployersOnly extends TenantCommandChecker {

    private static final List<UserGroup> DEPLOYERS = List.of(UserGroup.ANALYSTS, UserGroup.ADMINISTRATORS);

    @Override
    public void checkCreateDeployment() {
        require(DEPLOYERS, "Модели вводят в действие только аналитики и администраторы, «%s» не из их числа.");
    }

    @Override
    public void checkDeleteDeployment(String deploymentId) {
        require(
                List.of(UserGroup.ADMINISTRATORS),
                "Развёртывание удаляют только администраторы: вместе с ним пропали бы идущие сделки. «%s» не из их числа.");
    }

    private static void require(List<UserGroup> groups, String refusal) {
        CommandContext context = Context.getCommandContext();
        Authentication user = context.getAuthentication();
        // Without a user it is the application itself, at its start or at an hour that an analyst has set.
        if (user == null || !context.isAuthorizationCheckEnabled() || isIn(groups, user)) {
            return;
        }
        throw new AuthorizationException((refusal + " Ничего не изменено.").formatted(user.getUserId()));
    }

    private static boolean isIn(List<UserGroup> groups, Authentication user) {
        return user.getGroupIds() != null && groups.stream().map(UserGroup::id).anyMatch(user.getGroupIds()::contains);
    }
}
