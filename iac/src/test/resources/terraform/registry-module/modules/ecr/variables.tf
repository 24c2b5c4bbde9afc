variable "create" {
  description = "Switches everything off"
  type        = bool
  default     = true
}

variable "create_repository" {
  type    = bool
  default = true
}

variable "kind" {
  type    = string
  default = "private"

  validation {
    condition     = contains(["private", "public"], var.kind)
    error_message = "The kind is private or public."
  }
}

variable "name" {
  type    = string
  default = ""
}

variable "tag_mutability" {
  type    = string
  default = "IMMUTABLE"
}

variable "encryption_type" {
  type    = string
  default = null
}

variable "kms_key" {
  type    = string
  default = null
}

variable "scan_on_push" {
  type    = bool
  default = true
}

variable "attach_policy" {
  type    = bool
  default = true
}

variable "make_policy" {
  type    = bool
  default = true
}

variable "policy" {
  type    = string
  default = null
}

variable "readers" {
  type    = list(string)
  default = []
}

variable "writers" {
  type    = list(string)
  default = []
}

variable "lambda_readers" {
  type    = list(string)
  default = []
}

variable "statements" {
  description = "Further statements of the policy"
  type        = any
  default     = {}
}

variable "make_lifecycle_policy" {
  type    = bool
  default = true
}

variable "lifecycle_policy" {
  type    = string
  default = ""
}

variable "make_registry_policy" {
  type    = bool
  default = false
}

variable "registry_policy" {
  type    = string
  default = null
}

variable "cache_rules" {
  type    = map(map(string))
  default = {}
}

variable "manage_scanning" {
  type    = bool
  default = false
}

variable "scan_type" {
  type    = string
  default = "ENHANCED"
}

variable "scan_rules" {
  type    = any
  default = []
}

variable "make_replication" {
  type    = bool
  default = false
}

variable "replication_rules" {
  type    = any
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}
