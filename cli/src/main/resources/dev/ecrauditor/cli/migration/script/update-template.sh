update_template() {
    choose_role
    write_template
    if [ -e "$work/template-exists" ]; then # an earlier run of this script created it
        template_command=update-repository-creation-template
    fi
    aws ecr "$template_command" --region "$region" --cli-input-json "file://$work/template.json" \
        --encryption-configuration "encryptionType=$encryption,kmsKey=$key_arn" --custom-role-arn "$role_arn" >/dev/null
    : >"$work/template-exists"
    say "$template_command: done"
}
