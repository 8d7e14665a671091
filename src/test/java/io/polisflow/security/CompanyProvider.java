package io.polisflow.security;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plays the company's OpenID Connect provider: its addresses, its key and what it signs. */
class CompanyProvider {

    private static final String REALM = "/realms/company";
    private static final String TOKEN = REALM + "/token";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final RSAKey key = anyKey();

    CompanyProvider() {
        server.start();
    }

    static RSAKey anyKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return server.baseUrl() + REALM;
    }

    /** Up again, and with no memory of what it was asked. */
    void open() {
        server.resetAll();
        server.stubFor(get(urlEqualTo(REALM + "/.well-known/openid-configuration"))
                .willReturn(okJson(
                        """
                        {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token",
                         "jwks_uri": "%1$s/certs", "end_session_endpoint": "%1$s/logout",
                         "subject_types_supported": ["public"], "response_types_supported": ["code"],
                         "id_token_signing_alg_values_supported": ["RS256"]}
                        """
                                .formatted(issuer()))));
        server.stubFor(get(urlEqualTo(REALM + "/certs")).willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
    }

    /** It answers nothing more. */
    void leave() {
        server.resetAll();
    }

    /** Whoever brings a code gets this proof of who they are. */
    void provesToBe(JWTClaimsSet.Builder claims) throws JOSEException {
        server.stubFor(post(urlEqualTo(TOKEN))
                .willReturn(okJson("{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"scope\":\"openid\",\"id_token\":\"" + signed(claims) + "\"}")));
    }

    void refusesCodes() {
        server.stubFor(post(urlEqualTo(TOKEN)).willReturn(aResponse().withStatus(503)));
    }

    /** What came with the last code. */
    String lastExchange() {
        return server.findAll(postRequestedFor(urlEqualTo(TOKEN))).stream()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getBodyAsString();
    }

    /** Claims of a person or program, for an identity or an access token alike. */
    JWTClaimsSet.Builder person(String login, String... roles) {
        return issuedNow(login)
                .claim("preferred_username", login)
                .claim("given_name", "Ирина")
                .claim("family_name", "Петрова")
                .claim("email", login + "@company.example")
                .claim("realm_access", Map.of("roles", List.of(roles)));
    }

    /** Claims of the news that a session, or with none named every session of that person, is over. */
    JWTClaimsSet.Builder over(String login, String session) {
        return issuedNow(login)
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", session)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    private JWTClaimsSet.Builder issuedNow(String login) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("sub-" + login.hashCode())
                .audience("polisflow")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
