package io.polisflow.security;

import static org.mockito.Answers.RETURNS_SELF;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.junit.jupiter.api.Test;

/** How often the engine is asked which grants there are, which every start has to wait for. */
class GrantsAtOnceTest {

    private static final int GROUPS_AND_EVERYBODY = 2;

    private final AuthorizationService engine = mock(AuthorizationService.class);
    private final Authorizations authorizations = new Authorizations(engine);

    @Test
    void readersOfAllFiltersAreLookedUpTogether() {
        AuthorizationQuery query = mock(AuthorizationQuery.class, RETURNS_SELF);
        doReturn(List.of()).when(query).list();
        when(engine.createAuthorizationQuery()).thenReturn(query);
        when(engine.createNewAuthorization(anyInt())).thenAnswer(call -> mock(Authorization.class));

        authorizations.allowFilters(Map.of(
                "mine", List.of(UserGroup.SALES, UserGroup.HEADS),
                "all", List.of(UserGroup.SUPERVISORS)));

        verify(engine, times(GROUPS_AND_EVERYBODY)).createAuthorizationQuery();
        verify(engine, times(3)).saveAuthorization(any());
    }
}
