package io.polisflow.security;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Puts our rules of who may do what into the engine itself, so that they hold for every client. */
@Component
class SecurityEnginePlugin extends AbstractProcessEnginePlugin {

    private final PasswordRules passwords;
    private final SignOnLocks locks;

    SecurityEnginePlugin(PasswordRules passwords, SignOnLocks locks) {
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
        configuration.setIdentityProviderSessionFactory(new GuardedIdentityProvider.Factory(locks));
        // Our locks count names that nobody has, too; the engine's own would tell by their difference who exists.
        configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
        configuration.setLoginDelayBase(0);
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        listeners.add(new TaskWorkGuardParseListener(new TaskWorkGuard()));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        // First, so that its words are heard before the engine's own, which name tables and permissions.
        configuration.getCommandCheckers().add(0, new DeployersOnly());
    }
}
