package io.polisflow.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The company's LDAP directory.
 *
 * @param urls tried one after the other; {@code ldaps://} is encrypted from the first byte
 * @param startTls encrypts an {@code ldap://} connection before anything is said
 * @param base under which all other bases lie
 * @param bindDn who may search; blank where everybody may
 * @param every how often all people are read
 */
@ConfigurationProperties("polisflow.ldap")
@Validated
record LdapProperties(
        @NotEmpty List<String> urls,
        @DefaultValue("false") boolean startTls,
        @DefaultValue("") String base,
        @DefaultValue("") String bindDn,
        @DefaultValue("") String bindPassword,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("10m") Duration every,
        @DefaultValue @Valid People people,
        @DefaultValue @Valid Groups groups) {

    /** The password stays out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "LdapProperties[urls=" + urls + ", base=" + base + "]";
    }

    /** @param filter who counts as staff; people locked there belong left out here */
    record People(
            @DefaultValue("") String base,
            @DefaultValue("(objectClass=inetOrgPerson)") String filter,
            @DefaultValue("uid") String login,
            @DefaultValue("givenName") String firstName,
            @DefaultValue("sn") String lastName,
            @DefaultValue("mail") String email) {

        /** The filter of one person, whose login the directory's client escapes. */
        String one() {
            return "(&" + filter + "(" + login + "={0}))";
        }
    }

    /**
     * @param member attribute with the members' distinguished names, or with their logins when {@code memberIsLogin}
     * @param mapping the directory's name of a group → ours; what is not named here counts when it is called like one of ours
     */
    record Groups(
            @DefaultValue("") String base,
            @DefaultValue("(objectClass=groupOfNames)") String filter,
            @DefaultValue("cn") String name,
            @DefaultValue("member") String member,
            @DefaultValue("false") boolean memberIsLogin,
            @DefaultValue Map<String, String> mapping) {

        /** The filter of one person's groups: {0} is the person's name in the directory, {1} the login. */
        String ofOne() {
            return "(&" + filter + "(" + member + "=" + (memberIsLogin ? "{1}" : "{0}") + "))";
        }
    }
}
