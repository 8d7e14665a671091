package io.polisflow.security;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody who signed on at the provider: our user, and the proof with which they will be signed off there. */
record ProviderUser(SignedOnUser user, OidcIdToken proof) implements OidcUser, Serializable {

    @Override
    public String getName() {
        return user.id();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return user.authorities();
    }

    @Override
    public OidcIdToken getIdToken() {
        return proof;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return proof.getClaims();
    }

    @Override
    public Map<String, Object> getClaims() {
        return proof.getClaims();
    }

    @Override
    public OidcUserInfo getUserInfo() {
        return null;
    }

    /** Only what the log-out needs: sessions are rows in a database. */
    static OidcIdToken proofOf(OidcIdToken token) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", token.getIssuer().toString());
        claims.put("sub", token.getSubject());
        claims.put("aud", List.copyOf(token.getAudience()));
        String session = token.getClaimAsString(LogoutTokenClaimNames.SID);
        if (session != null) {
            claims.put(LogoutTokenClaimNames.SID, session);
        }
        return new OidcIdToken(token.getTokenValue(), token.getIssuedAt(), token.getExpiresAt(), claims);
    }
}
