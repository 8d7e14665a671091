package io.polisflow.web;

import io.polisflow.crm.document.IncomingFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Leads every file that a browser or a program uploads past {@link IncomingFiles} before any controller sees it. */
@Configuration(proxyBeanMethods = false)
class UploadGate implements WebMvcConfigurer, HandlerInterceptor {

    private final IncomingFiles incoming;

    UploadGate(IncomingFiles incoming) {
        this.incoming = incoming;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // The sandbox is somebody else's server.
        registry.addInterceptor(this).excludePathPatterns("/sandbox/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        MultipartHttpServletRequest upload = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (upload != null) {
            for (List<MultipartFile> part : upload.getMultiFileMap().values()) {
                for (MultipartFile file : part) {
                    incoming.admit(file.getOriginalFilename(), file.getContentType(), file.getBytes());
                }
            }
        }
        return true;
    }
}
