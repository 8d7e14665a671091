package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/** Lets analysts and administrators deploy models and nobody else, whatever grant somebody was given by hand. */
class DeployersOnly extends TenantCommandChecker {

    private static final List<UserGroup> DEPLOYERS = List.of(UserGroup.ANALYSTS, UserGroup.ADMINISTRATORS);

    @Override
    public void checkCreateDeployment() {
        CommandContext context = Context.getCommandContext();
        Authentication user = context.getAuthentication();
        // Without a user it is the application itself, at its start or at an hour that an analyst has set.
        if (user == null || !context.isAuthorizationCheckEnabled() || mayDeploy(user)) {
            return;
        }
        throw new AuthorizationException(
                "Модели вводят в действие только аналитики и администраторы, «%s» не из их числа. Ничего не изменено."
                        .formatted(user.getUserId()));
    }

    private static boolean mayDeploy(Authentication user) {
        return user.getGroupIds() != null
                && DEPLOYERS.stream().map(UserGroup::id).anyMatch(user.getGroupIds()::contains);
    }
}
