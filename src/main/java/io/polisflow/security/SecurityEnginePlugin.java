package io.polisflow.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AttachmentManager;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.CommentManager;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.impl.persistence.entity.UserOperationLogManager;
import org.springframework.stereotype.Component;

/** Puts our rules of who may do what into the engine itself, so that they hold for every client. */
@Component
class SecurityEnginePlugin extends AbstractProcessEnginePlugin {

    private final Sights sights;
    private final PasswordRules passwords;
    private final SignOnLocks locks;

    SecurityEnginePlugin(Sights sights, PasswordRules passwords, SignOnLocks locks) {
        this.sights = sights;
        this.passwords = passwords;
        this.locks = locks;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setResourceAuthorizationProvider(new DefinitionLevelAuthorizations());
        configuration.setPasswordPolicy(passwords);
        configuration.setEnablePasswordPolicy(true);
        // Companies name people «i.petrova» or by their address.
        configuration.setUserResourceWhitelistPattern(Person.LOGIN);
        // Our locks count names that nobody has, too; the engine's own would tell by their difference who exists.
        configuration.setIdentityService(new GuardedIdentityService(locks));
        configuration.setIdentityProviderSessionFactory(new GuardedIdentityProvider.Factory());
        configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        listeners.add(new TaskWorkGuardParseListener(new TaskWorkGuard(sights)));
        List<SessionFactory> sessions = configuration.getCustomSessionFactories();
        List<SessionFactory> all = sessions == null ? new ArrayList<>() : new ArrayList<>(sessions);
        all.add(session(TaskManager.class, () -> new SightedTasks(sights)));
        all.add(session(HistoricTaskInstanceManager.class, () -> new SightedTaskHistory(sights)));
        all.add(session(UserOperationLogManager.class, () -> new SightedTaskOperations(sights)));
        all.add(session(CommentManager.class, () -> new SightedComments(sights)));
        all.add(session(AttachmentManager.class, () -> new SightedAttachments(sights)));
        all.add(session(AuthorizationManager.class, TableGrants::new));
        configuration.setCustomSessionFactories(all);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        // First, so that its words are heard before the engine's own, which name tables and permissions.
        configuration.getCommandCheckers().add(0, new DeployersOnly());
        configuration.getCommandCheckers().add(0, new SeenTasksOnly(sights));
    }

    /** Puts our manager of one kind of the engine's entities in the place of its own. */
    private static SessionFactory session(Class<?> type, Supplier<Session> manager) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return type;
            }

            @Override
            public Session openSession() {
                return manager.get();
            }
        };
    }
}
